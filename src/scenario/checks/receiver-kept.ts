/**
 * What a receiving entity kept of a track, where it can be read back: every fragment that was sent, once, and nothing
 * that should not be handed on. What it serves need not be what it was sent, byte for byte: chunks may be joined and
 * the header rewritten. The timeline tells.
 */
import { bytesOf } from '../../http/message.ts';
import { ingestObjects } from '../../media/ingest/ingest-reader.ts';
import type { IngestObject } from '../../media/ingest/ingest-object.ts';
import type { TestTrackName } from '../../media/tracks/test-track.ts';
import type { Page } from '../../trace/event.ts';
import type { At, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { postsOf } from '../ingest/posts.ts';
import { isSuccess } from '../select.ts';
import { turnedAway } from '../words.ts';

/** The last time that the track was read back. */
const readBackOf = (seen: Observations, track: TestTrackName): At<Page> | undefined =>
  seen.pages.findLast((page) => page.page === `read-back ${track}`);

const bytesOfPage = ({ data, text }: Page): Uint8Array =>
  data === undefined ? new TextEncoder().encode(text ?? '') : bytesOf(atob(data));

/** Where a request of the track was turned away, what was kept says nothing. */
const refusedRequest = (seen: Observations, labels: readonly string[]): Outcome | undefined => {
  for (const { label, exchanges } of seen.connections) {
    if (!labels.includes(label)) continue;
    const response = exchanges.find((one) => one.response && !isSuccess(one.response))?.response;
    if (response) return turnedAway(label, response);
  }
  return undefined;
};

interface Kept {
  readonly page: At<Page>;
  readonly objects: readonly IngestObject[];
  readonly fragments: readonly IngestObject[];
}

/** Judges the media that were read back of a track. */
const ofKept =
  (
    track: TestTrackName,
    labels: readonly string[],
    expected: string,
    judge: (kept: Kept, seen: Observations) => Outcome,
  ): Check =>
  (seen) => {
    const refused = refusedRequest(seen, labels);
    if (refused) return refused;
    const page = readBackOf(seen, track);
    if (page === undefined) return unclear('not-triggered', `the track ${track} was not read back`);
    const place = { event: page.number };
    if (page.status === undefined) {
      return unclear(
        'peer-vanished',
        `no answer where ${track} should be read back (${page.error ?? 'none came'})`,
      );
    }
    if (page.status < 200 || page.status > 299) {
      return broken(expected, `status ${String(page.status)} where it should be read back`, place);
    }
    const bytes = bytesOfPage(page);
    const objects = ingestObjects(bytes);
    const fragments = objects.filter((one) => one.kind === 'fragment' && one.complete);
    if (fragments.length === 0) {
      const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
      const first = zipped ? 'gzip, without Content-Encoding' : (objects[0]?.fault ?? 'no media fragment');
      return broken(expected, `${String(bytes.length)} bytes read back: ${first}`, place);
    }
    return judge({ page, objects, fragments }, seen);
  };

/** A run of the timeline, in seconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** When each media fragment begins and ends. Of what has no time, nothing is known. */
const spansOf = (objects: readonly IngestObject[]): Span[] => {
  const scale = objects.find((one) => one.kind === 'header')?.header?.timescale ?? 0;
  return objects.flatMap(({ kind, complete, fragment }) => {
    if (kind !== 'fragment' || !complete || fragment?.baseMediaDecodeTime === undefined || scale === 0)
      return [];
    const from = Number(fragment.baseMediaDecodeTime) / scale;
    return [{ from, to: from + Number(fragment.duration) / scale }];
  });
};

/** What was sent over connections of these names, each run once, in order of time. */
const sentSpans = (seen: Observations, labels: readonly string[]): Span[] => {
  const objects = postsOf(seen)
    .filter((post) => labels.includes(post.connection.label))
    .flatMap((post) => post.objects);
  const byStart = new Map(spansOf(objects).map((span) => [span.from, span]));
  return [...byStart.values()].sort((a, b) => a.from - b.from);
};

const overlap = (a: Span, b: Span): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

const seconds = (time: number): string => String(Math.round(time * 1000) / 1000);

/** Runs in words, those that follow each other joined. */
const spanWords = (spans: readonly Span[]): string => {
  const runs: Span[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last !== undefined && span.from - last.to < slack) runs[runs.length - 1] = { ...last, to: span.to };
    else runs.push(span);
  }
  const words = runs.slice(0, 6).map(({ from, to }) => `${seconds(from)} to ${seconds(to)} s`);
  return `${words.join(', ')}${runs.length > 6 ? ', …' : ''}`;
};

/** Times that were converted from one timescale to another are off by so many seconds. */
const slack = 0.002;

/**
 * All media that were sent are there, once: no gap and nothing twice. Media of other times may be there as well.
 *
 * @param labels the connections over which the track was sent
 */
export const keptOnce = (track: TestTrackName, ...labels: readonly [string, ...string[]]): Check => {
  const expected = `all media of ${track} that were sent, each once`;
  return ofKept(track, labels, expected, ({ page, objects, fragments }, seen) => {
    const sent = sentSpans(seen, labels);
    if (sent.length === 0) return unclear('not-triggered', `no media of ${track} were sent`);
    const kept = spansOf(objects);
    const covered = sent.map((own) => kept.reduce((sum, span) => sum + overlap(own, span), 0));
    const excess = sent.map(({ from, to }, index) => (covered[index] ?? 0) - (to - from));
    const lost = sent.filter((_, index) => (excess[index] ?? 0) < -slack);
    const doubled = sent.filter((_, index) => (excess[index] ?? 0) > slack);
    if (lost.length + doubled.length === 0)
      return met(`${String(fragments.length)} media fragments read back`);
    const words = [
      ...(lost.length > 0 ? [`${spanWords(lost)} lost`] : []),
      ...(doubled.length > 0 ? [`${spanWords(doubled)} more than once`] : []),
    ];
    return broken(expected, words.join('; '), { event: page.number });
  });
};

/** No event message stands between the media that are read back. */
export const noEventMessages = (track: TestTrackName): Check => {
  const expected = `${track} without the event messages that stood between its media`;
  return ofKept(track, ['source'], expected, ({ page, objects }) => {
    const count = objects.flatMap((one) => one.boxes).filter((type) => type === 'emsg').length;
    return count === 0
      ? met()
      : broken(expected, `${String(count)} event message boxes handed on`, { event: page.number });
  });
};
