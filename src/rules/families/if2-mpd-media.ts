import { listedSegments, pathMaker, type ListedSegment } from '../model/listed-segments.ts';
import { atLine } from '../model/manifest-lines.ts';
import { spanOf, type ObjectSpan } from '../model/object-span.ts';
import { isNewest, representationsOf, type PublishedRepresentation } from '../model/published.ts';
import type { StoredManifest } from '../model/publication.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import type { if2Facts } from '../facts/if2.ts';

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** How a listed segment differs from the stored one, in products of the ticks of both timescales. */
interface Compared {
  /** How far the nearest of the times that a manifest may tell is off, and the duration. */
  readonly time: bigint;
  readonly duration: bigint;
  /** What is told of the duration. */
  readonly told: bigint;
  /** One tick of the coarser timescale: what rounding may take. Nothing where both count alike. */
  readonly tick: bigint;
}

const compared = (segment: ListedSegment, span: ObjectSpan, timescale: bigint): Compared | undefined => {
  const { time, duration } = segment;
  if (time === undefined || duration === undefined || timescale === 0n) return undefined;
  const ticks = BigInt(span.timescale);
  const off = [span.time, span.earliest, span.presentation].map((each) =>
    absolute(time * ticks - each * timescale),
  );
  const plain = absolute(duration * ticks - span.duration * timescale);
  const end = (span.presentation + span.duration) * timescale;
  const shown = absolute((time + duration) * ticks - end);
  return {
    time: off.reduce((a, b) => (b < a ? b : a)),
    // What an edit cuts from the beginning of the first segment counts in its duration, or does not.
    duration: span.presentation < 0n && shown < plain ? shown : plain,
    told: duration * ticks,
    tick: ticks === timescale ? 0n : ticks > timescale ? ticks : timescale,
  };
};

interface Checked {
  readonly segment: ListedSegment;
  readonly span: ObjectSpan;
  readonly compared: Compared;
}

/** The listed segments that were stored, beside what was stored. */
const checked = function* (manifest: StoredManifest, published: PublishedRepresentation): Generator<Checked> {
  const timescale = published.representation.addressing.SegmentTemplate?.timescale ?? 1n;
  for (const segment of listedSegments(manifest, published)) {
    const object = segment.path === undefined ? undefined : manifest.publication.at(segment.path);
    const span = object && spanOf(object, manifest.publication);
    const both = span && compared(segment, span, timescale);
    if (span !== undefined && both !== undefined) yield { segment, span, compared: both };
  }
};

/** A segment of another time than its name stands for: half of its duration off, or more. */
const isOther = ({ compared: { time, told } }: Checked): boolean => told > 0n && 2n * time >= told;

const misnamed = (manifest: StoredManifest, published: PublishedRepresentation): Broken | undefined => {
  for (const each of checked(manifest, published)) {
    if (!isOther(each)) continue;
    const { segment, span } = each;
    return {
      says: 'the name of a segment leads to one of another time',
      ...atLine(manifest, segment.line),
      expected: `${segment.path ?? ''} at ${String(segment.time)}`,
      actual: `${String(span.earliest)} in ticks of ${String(span.timescale)}`,
    };
  }
  return undefined;
};

/** A listed segment that was not stored: the last one may come yet, the first ones may have been there before. */
const lost = (manifest: StoredManifest, published: PublishedRepresentation): Broken | undefined => {
  const { publication, before, mpd } = manifest;
  const listed = listedSegments(manifest, published);
  const isThere = ({ path }: ListedSegment): boolean =>
    path === undefined || publication.at(path) !== undefined;
  const first = listed.findIndex(isThere);
  const from = before === undefined && first >= 0 ? first : 0;
  for (const segment of listed.slice(from)) {
    if (isThere(segment) || (segment.last && mpd?.type === 'dynamic' && listed.length > 1)) continue;
    return {
      says:
        first < 0
          ? 'no segment that the MPD names was stored'
          : 'a segment that the MPD names was not stored',
      ...atLine(manifest, segment.line),
      expected: segment.path ?? '',
      actual: 'nothing at this path',
    };
  }
  return undefined;
};

/** Segments of equal duration whose numbers are not those of their times (ISO/IEC 23009-1, 5.3.9.5.3). */
const misnumbered = (manifest: StoredManifest, published: PublishedRepresentation): Broken | undefined => {
  const { publication } = manifest;
  const template = published.representation.addressing.SegmentTemplate;
  const { track } = published;
  const pathOf = pathMaker(manifest, published);
  const { duration, timescale = 0n, startNumber = 1n, presentationTimeOffset: offset = 0n } = template ?? {};
  if (template === undefined || pathOf === undefined || track === undefined) return undefined;
  if (duration === undefined || duration === 0n || !isNewest(manifest)) return undefined;
  for (const object of publication.objects) {
    if (object.track !== track || !object.hasMedia) continue;
    const span = spanOf(object, publication);
    if (span === undefined) continue;
    const ticks = BigInt(span.timescale);
    const elapsed = 2n * (span.presentation * timescale - offset * ticks);
    const length = 2n * duration * ticks;
    // Half a duration off, to either side, is a number still.
    const numbers = [elapsed + length / 2n, elapsed - length / 2n + length - 1n].map((each) =>
      each < 0n ? 0n : each / length,
    );
    const paths = numbers.map((k) => pathOf(startNumber + k, offset + k * duration));
    if (paths.includes(object.path) || paths.includes(undefined)) continue;
    return {
      says: 'the number in the name of a segment is not that of its time',
      ...atLine(manifest, template.line),
      expected: paths[0] ?? '',
      actual: object.path,
    };
  }
  return undefined;
};

const resolved = (manifest: StoredManifest, published: PublishedRepresentation): Broken | undefined => {
  const { headerPath, header, representation } = published;
  if (headerPath !== undefined && header === undefined) {
    return {
      says: 'the CMAF header that the MPD names was not stored',
      ...atLine(manifest, representation.addressing.SegmentTemplate?.line ?? representation.line),
      expected: headerPath,
      actual: 'nothing at this path',
    };
  }
  return lost(manifest, published) ?? misnamed(manifest, published) ?? misnumbered(manifest, published);
};

/** The first segment whose time or duration is not what the timeline says of it. */
const mistimed = (manifest: StoredManifest, published: PublishedRepresentation): Broken | undefined => {
  const timescale = published.representation.addressing.SegmentTemplate?.timescale ?? 1n;
  for (const each of checked(manifest, published)) {
    const { segment, span, compared: off } = each;
    if (isOther(each)) return undefined;
    const place = atLine(manifest, segment.line);
    const unit = `in ticks of ${String(span.timescale)}`;
    if (off.time > 0n && off.time >= off.tick) {
      return {
        says: 'S@t is not the time of the segment',
        ...place,
        expected: `${String(span.earliest)} ${unit}`,
        actual: `${String(segment.time)} in ticks of ${String(timescale)}`,
      };
    }
    if (off.duration > 0n && off.duration >= off.tick) {
      return {
        says: 'S@d is not the duration of the segment',
        ...place,
        expected: `${String(span.duration)} ${unit}`,
        actual: `${String(segment.duration)} in ticks of ${String(timescale)}`,
      };
    }
  }
  return undefined;
};

export const if2MpdMediaRules = {
  'IF2-DSH-003': rule('manifest', {
    says: 'The names that an MPD makes are those of the objects that were stored.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) =>
      manifest.publication.hasMedia
        ? representationsOf(manifest).flatMap((each) => resolved(manifest, each) ?? [])
        : undefined,
  }),
  'IF2-DSH-004': rule('manifest', {
    says: 'A SegmentTimeline tells the times and durations of its segments exactly.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) => representationsOf(manifest).flatMap((each) => mistimed(manifest, each) ?? []),
  }),
} satisfies Partial<Record<keyof typeof if2Facts, Rule>>;
