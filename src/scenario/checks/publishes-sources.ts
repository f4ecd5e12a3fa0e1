/** The names that two instances of an ingest source give to the same media. */
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { isOfSecondInstance } from '../ingest/instances.ts';
import { isMedia, uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { curtain, quoted, seconds } from './client-select.ts';
import { counted, endWords, notThere } from './ingest-select.ts';
import { headPlace } from './publishes-failure-story.ts';

const nameOf = ({ relative, path }: Upload): string => relative ?? path;

/** An object is of the time at which its first fragment begins; a transport stream tells none that we read. */
const timeOf = ({ post }: Upload): bigint | undefined =>
  post.objects.find(({ fragment }) => fragment !== undefined)?.fragment?.baseMediaDecodeTime;

const fileOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** What kind of object it is, so that two renditions are not compared: its rendition without the folders. */
const kindOf = (upload: Upload): string => fileOf(upload.rendition);

interface Instances {
  readonly first: readonly Upload[];
  readonly second: readonly Upload[];
}

const ofInstances =
  (look: (instances: Instances, seen: Observations) => Outcome): Check =>
  (seen) => {
    if (seen.second === undefined) return notThere(seen, 'no second instance was started');
    const media = uploadsOf(seen).filter((upload) => isMedia(upload) && upload.status !== 401);
    const first = media.filter(({ post }) => !isOfSecondInstance(seen, post));
    const second = media.filter(({ post }) => isOfSecondInstance(seen, post));
    if (first.length === 0) return notThere(seen, 'the first instance uploaded no media');
    return look({ first, second }, seen);
  };

const byTime = (uploads: readonly Upload[]): Map<string, Upload> =>
  new Map(
    uploads.flatMap((upload) => {
      const time = timeOf(upload);
      return time === undefined ? [] : [[`${kindOf(upload)} ${String(time)}`, upload] as const];
    }),
  );

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/** The same name for the same media, and no other media under it. */
const clashOf = ({ first, second }: Instances, seen: Observations): readonly [Upload, Upload] | undefined => {
  const { at: until } = curtain(seen);
  const times = byTime(first);
  const names = new Map(first.map((upload) => [nameOf(upload), upload]));
  for (const upload of second) {
    const time = timeOf(upload);
    const same = time === undefined ? undefined : times.get(`${kindOf(upload)} ${String(time)}`);
    if (same !== undefined && nameOf(same) !== nameOf(upload)) return [same, upload];
    const namesake = names.get(nameOf(upload));
    if (namesake === undefined || !namesake.whole || !upload.whole) continue;
    const other = timeOf(namesake);
    // A source that is told to end may end its last segment early.
    if (time === undefined && (upload.endedAt > until || namesake.endedAt > until)) continue;
    const differs = time === undefined ? !isSame(namesake.body, upload.body) : other !== time;
    if (differs) return [namesake, upload];
  }
  return undefined;
};

/** The number at the end of a name less the number of the segment by its time: the same for two sources in step. */
const offsetOf = (upload: Upload, lasts: bigint): bigint | undefined => {
  const time = timeOf(upload);
  return time === undefined || upload.number === undefined || lasts === 0n
    ? undefined
    : upload.number - time / lasts;
};

const durationOf = ({ post }: Upload): bigint =>
  post.objects.reduce((sum, { fragment }) => sum + (fragment?.duration ?? 0n), 0n);

/** Both instances call the same media by the same name, and no others (E-DI-53). */
export const consistentNames: Check = ofInstances(({ first, second }, seen) => {
  const [joined] = second;
  if (joined === undefined) return notThere(seen, 'the second instance uploaded no media');
  const expected = 'the same name for the same media from both instances';
  const clash = clashOf({ first, second }, seen);
  if (clash !== undefined) {
    const [one, other] = clash;
    const actual =
      nameOf(one) === nameOf(other)
        ? `${quoted(nameOf(one))} for other media`
        : `${quoted(nameOf(one))} and ${quoted(nameOf(other))}`;
    return broken(expected, actual, headPlace(other), headPlace(one));
  }
  const names = new Set(first.map(nameOf));
  const common = new Set(second.map(nameOf).filter((name) => names.has(name)));
  if (common.size > 0) return met(`${counted(common.size, 'name')} in common, for the same media`);
  const kin = first.filter((one) => kindOf(one) === kindOf(joined)).at(-1);
  if (kin === undefined)
    return broken(
      expected,
      `${quoted(nameOf(joined))} after ${quoted(nameOf(first.at(-1) ?? joined))}`,
      headPlace(joined),
    );
  const lasts = durationOf(kin);
  const [before, after] = [offsetOf(kin, lasts), offsetOf(joined, lasts)];
  if (before === undefined || after === undefined)
    return notThere(seen, 'the two instances uploaded no media of the same time');
  return before === after
    ? met(`numbers that go on: ${quoted(nameOf(kin))}, ${quoted(nameOf(joined))}`)
    : broken(
        expected,
        `${quoted(nameOf(joined))} after ${quoted(nameOf(kin))}`,
        headPlace(joined),
        headPlace(kin),
      );
});

/** A source that failed is started again, and goes on where it was; only told. */
export const takesOver: Check = ofInstances(({ first, second }, seen) => {
  const last = first.at(-1);
  const [joined] = second;
  if (joined === undefined)
    return noted(`no media from the second instance${endWords(seen)}`, {
      event: seen.second?.exit?.number ?? 0,
    });
  const kin = first.filter((one) => kindOf(one) === kindOf(joined)).at(-1);
  const words = `${quoted(nameOf(joined))} ${seconds(seen, joined.begunAt - (last?.begunAt ?? 0))} after ${quoted(nameOf(kin ?? last ?? joined))}`;
  const goesOn =
    kin !== undefined &&
    clashOf({ first, second }, seen) === undefined &&
    (kin.number === undefined || joined.number === undefined || joined.number + 1n >= kin.number);
  return goesOn ? met(words) : noted(words, headPlace(joined));
});
