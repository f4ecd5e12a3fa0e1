/** What an ingest source of HLS keeps for later while an upload has not been answered. */
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { isMedia, manifestsOf, uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { quoted, scaled, seconds } from './client-select.ts';
import { busyFor, counted, everyOne, noPost, notThere } from './ingest-select.ts';
import { headPlace, inSeconds, nameOf, segmentTime } from './publishes-failure-story.ts';

/** A segment that was uploaded, however often it took. */
interface Segment {
  readonly upload: Upload;
  readonly begunAt: number;
  /** When it had arrived; never, where it did not. */
  readonly thereAt: number;
}

const segmentsIn = (seen: Observations): readonly Segment[] => {
  const byPath = new Map<string, Segment>();
  for (const upload of uploadsOf(seen)) {
    if (!isMedia(upload) || upload.status === 401) continue;
    const known = byPath.get(upload.path);
    const thereAt = upload.taken ? (upload.answeredAt ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    byPath.set(upload.path, {
      upload: known?.upload ?? upload,
      begunAt: known?.begunAt ?? upload.begunAt,
      thereAt: Math.min(thereAt, known?.thereAt ?? thereAt),
    });
  }
  return [...byPath.values()];
};

/** The share of a segment's duration that has to pass before an unanswered upload is left behind. */
const nearly = 0.7;

interface Order {
  readonly segments: readonly Segment[];
  /** Milliseconds of the scenario, and as they are measured. */
  readonly lasts: number;
  readonly least: number;
}

const ofOrder =
  (look: (order: Order, seen: Observations) => Outcome): Check =>
  (seen) => {
    const segments = segmentsIn(seen);
    if (segments.length === 0)
      return uploadsOf(seen).length === 0 ? noPost(seen) : notThere(seen, 'no media came');
    const lasts = segmentTime(seen);
    if (lasts === undefined)
      return notThere(seen, 'neither playlist nor media tell the duration of a segment');
    return look({ segments, lasts, least: scaled(seen, nearly * lasts) }, seen);
  };

/** What came too soon, unless this host was so busy that it only looks so. */
const tooSoon = (outcome: Outcome, waited: number, least: number, seen: Observations): Outcome =>
  waited + busyFor(seen) < least
    ? outcome
    : unclear(
        'host-overloaded',
        `this host was busy for ${seconds(seen, busyFor(seen))}, too long to tell the order`,
      );

/** Whether one comes right after another by their numbers, or by time where they have none; late ones do not count. */
const successorOf = ({ upload, begunAt }: Segment, segments: readonly Segment[]): Segment | undefined => {
  const kin = segments.filter((one) => one.upload.rendition === upload.rendition && one.upload !== upload);
  const { number } = upload;
  if (number === undefined) return kin.find((one) => one.begunAt >= begunAt);
  const next = kin.reduce<Segment | undefined>((nearest, one) => {
    const other = one.upload.number;
    if (other === undefined || other <= number) return nearest;
    return nearest?.upload.number !== undefined && nearest.upload.number <= other ? nearest : one;
  }, undefined);
  return next !== undefined && next.begunAt >= begunAt ? next : undefined;
};

/** The next segment of a rendition waits until the one before has arrived, or its duration is over. */
export const nextSegmentWaits: Check = ofOrder(({ segments, lasts, least }, seen) => {
  const pairs = segments.flatMap((segment) => {
    const next = successorOf(segment, segments);
    return next === undefined ? [] : [{ segment, next }];
  });
  const outcomes = pairs.map(({ segment, next }): Outcome => {
    const waited = next.begunAt - segment.begunAt;
    if (next.begunAt >= segment.thereAt || waited >= least) return met();
    const early = broken(
      `the next segment once ${nameOf(segment.upload)} has arrived, or ${inSeconds(lasts)} later`,
      `${nameOf(next.upload)} ${seconds(seen, waited)} later, and no answer yet`,
      headPlace(next.upload),
    );
    return tooSoon(early, waited, least, seen);
  });
  const worst = everyOne(outcomes);
  if (worst === undefined) return notThere(seen, 'fewer than two segments of a rendition came');
  return worst.outcome === 'met'
    ? met(`${counted(pairs.length + 1, 'segment')}, one after the other`)
    : worst;
});

/** A playlist waits until the segment that it names has arrived, or has run out of time. */
export const playlistWaits: Check = ofOrder(({ segments, lasts, least }, seen) => {
  const named = new Map(segments.map((segment) => [segment.upload.path, segment]));
  const versions = manifestsOf(seen).filter(({ playlist }) => playlist !== undefined);
  const tellings = versions.flatMap(({ upload, names }) =>
    names.flatMap(({ purpose, path }) => {
      const segment = named.get(path?.replace(/[?#].*$/s, '') ?? '');
      return purpose === 'media' && segment !== undefined ? [{ upload, segment }] : [];
    }),
  );
  const early = tellings.find(
    ({ upload, segment }) => upload.begunAt < segment.thereAt && upload.begunAt - segment.begunAt < least,
  );
  if (early !== undefined) {
    const { upload, segment } = early;
    const waited = upload.begunAt - segment.begunAt;
    const outcome = broken(
      `a playlist with ${nameOf(segment.upload)} once that has arrived, or ${inSeconds(lasts)} after it was begun`,
      `${quoted(upload.path)} ${waited < 0 ? 'before it' : `${seconds(seen, waited)} after its beginning, and no answer yet`}`,
      headPlace(upload),
    );
    return waited < 0 ? outcome : tooSoon(outcome, waited, least, seen);
  }
  return tellings.length === 0
    ? notThere(seen, 'no playlist names a segment that came')
    : met(counted(versions.length, 'version') + ' of playlists');
});
