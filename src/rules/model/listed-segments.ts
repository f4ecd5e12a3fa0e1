/** The segments that an MPD lists by a SegmentTimeline or a SegmentList, with the paths that their names lead to. */
import { isBroken } from '../../manifest/reading.ts';
import { timelineRuns, type TimelineRun } from '../../manifest/segment-timeline.ts';
import { fillTemplate, parseTemplate, type TemplateValues } from '../../manifest/template.ts';
import type { Representation, SegmentTemplate } from '../../manifest/mpd-model.ts';
import { pathNamed, representationsOf, type PublishedRepresentation } from './published.ts';
import type { StoredManifest } from './publication.ts';

export interface ListedSegment {
  readonly line: number;
  /** Undefined where the name leads out of the publishing point. */
  readonly path: string | undefined;
  /** On the media timeline, in ticks of `timescale`; only of a SegmentTimeline. */
  readonly time?: bigint;
  readonly duration?: bigint;
  readonly last: boolean;
}

/** Of one Representation in one version, so many are looked at: the first ones. */
const mostListed = 20_000;

/** And so many of all Representations of one version together. */
const mostOfManifest = 100_000;

const runsOf = ({ SegmentTimeline, startNumber }: SegmentTemplate): readonly TimelineRun[] => {
  const runs = timelineRuns(SegmentTimeline ?? [], startNumber);
  return isBroken(runs) ? [] : runs.value;
};

/** Where the last segment began that the version before listed: only those from there on are new. */
const listedBefore = ({ before }: StoredManifest, { id, addressing }: Representation): bigint | undefined => {
  if (before === undefined) return undefined;
  const same = representationsOf(before).find(({ representation }) => representation.id === id);
  const template = same?.representation.addressing.SegmentTemplate;
  if (template === undefined || template.timescale !== addressing.SegmentTemplate?.timescale)
    return undefined;
  const last = runsOf(template).at(-1);
  return last && last.time + (last.count - 1n) * last.duration;
};

/** What the identifiers of a template stand for, apart from number and time. */
export const templateValues = ({ id, bandwidth }: Representation): TemplateValues =>
  bandwidth === undefined ? { RepresentationID: id } : { RepresentationID: id, Bandwidth: bandwidth };

/** A function from number and time to the path of a segment; `undefined` where the template cannot be filled. */
export const pathMaker = (
  manifest: StoredManifest,
  { representation, bases }: PublishedRepresentation,
): ((Number: bigint, Time: bigint) => string | undefined) | undefined => {
  const media = representation.addressing.SegmentTemplate?.media;
  const pieces = media === undefined ? undefined : parseTemplate(media);
  if (pieces === undefined || isBroken(pieces)) return undefined;
  const values = templateValues(representation);
  return (Number, Time) => {
    const name = fillTemplate(pieces.value, { ...values, Number, Time });
    return isBroken(name) ? undefined : pathNamed(manifest, ...bases, name.value);
  };
};

const ofTimeline = (
  manifest: StoredManifest,
  published: PublishedRepresentation,
): readonly ListedSegment[] => {
  const template = published.representation.addressing.SegmentTemplate;
  const entries = template?.SegmentTimeline;
  const pathOf = pathMaker(manifest, published);
  if (template === undefined || entries === undefined || pathOf === undefined) return [];
  const from = listedBefore(manifest, published.representation);
  const listed: ListedSegment[] = [];
  const runs = runsOf(template);
  for (const [i, { number, time, duration, count }] of runs.entries()) {
    const behind = from === undefined || duration === 0n || from <= time ? 0n : (from - time) / duration;
    for (let k = behind; k < count && listed.length < mostListed; k++) {
      const begins = time + k * duration;
      listed.push({
        line: entries[i]?.line ?? template.line,
        path: pathOf(number + k, begins),
        time: begins,
        duration,
        last: i === runs.length - 1 && k === count - 1n,
      });
    }
  }
  return listed;
};

const ofList = (manifest: StoredManifest, published: PublishedRepresentation): readonly ListedSegment[] => {
  const { bases, representation } = published;
  const urls = representation.addressing.SegmentList?.SegmentURLs ?? [];
  return urls.slice(-mostListed).flatMap(({ media, line }, i, { length }) => {
    if (media === undefined) return [];
    return [{ line, path: pathNamed(manifest, ...bases, media), last: i === length - 1 }];
  });
};

const known = new WeakMap<PublishedRepresentation, readonly ListedSegment[]>();

/** How many segments of each version have been listed. */
const listedOf = new WeakMap<StoredManifest, number>();

/** The segments that a Representation lists and the version before did not, or as the last one. Made once for each. */
export const listedSegments = (
  manifest: StoredManifest,
  published: PublishedRepresentation,
): readonly ListedSegment[] => {
  const before = known.get(published);
  if (before !== undefined) return before;
  const { SegmentTemplate } = published.representation.addressing;
  const count = listedOf.get(manifest) ?? 0;
  if (count >= mostOfManifest) return [];
  const listed =
    SegmentTemplate === undefined ? ofList(manifest, published) : ofTimeline(manifest, published);
  known.set(published, listed);
  listedOf.set(manifest, count + listed.length + 1);
  return listed;
};
