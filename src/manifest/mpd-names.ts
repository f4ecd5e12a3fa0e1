/** Which objects an MPD names at a moment. */
import { availableSegments, mostOfOne, type PeriodTime } from './available-segments.ts';
import { instantOf } from './instant.ts';
import type {
  BaseUrl,
  EarlyAvailability,
  Mpd,
  MultipleSegmentBase,
  Representation,
  SegmentList,
  SegmentTemplate,
} from './mpd-model.ts';
import type { NamedObject } from './named-objects.ts';
import { isBroken } from './reading.ts';
import { headerName, templateValues } from './segment-names.ts';
import { fillTemplate, parseTemplate } from './template.ts';
import { baseOf, baseWithin, pathIn, type Base } from './uris.ts';

/** Where names of a level begin, and how much earlier than nominally BaseURL says that they are there. */
interface Level {
  readonly base: Base;
  readonly offset: number;
  readonly complete: boolean;
}

/**
 * What all names of one MPD may cost together, in characters, each name a hundred more. A conforming MPD of a day does
 * not come near; without it a few megabytes of template and timeline would name as much as there is memory.
 */
const allowance = 32 * 1024 * 1024;
const nameCost = 100;
const entryCost = 10;

/** Pays for what is done; false when there is nothing left. */
type Pay = (cost: number) => boolean;

const payer = (): Pay => {
  let left = allowance;
  return (cost) => {
    left -= cost;
    return left >= 0;
  };
};

/** The level below, by the first of its BaseURLs: the others are alternatives (ISO/IEC 23009-1, 5.6.5). */
const below = (above: Level, [first]: readonly BaseUrl[], pay: Pay): Level => {
  if (first === undefined) return above;
  pay(first.uri.length + (above.base.url?.href.length ?? 0));
  return {
    base: baseWithin(above.base, first.uri),
    offset: above.offset + first.availabilityTimeOffset,
    complete: above.complete && first.availabilityTimeComplete,
  };
};

/** How much earlier segments are whole; nothing where they are only begun then. */
const earlyBy = (level: Level, addressing: EarlyAvailability): number =>
  level.complete && addressing.availabilityTimeComplete
    ? Math.max(0, level.offset + addressing.availabilityTimeOffset)
    : 0;

/** When each Period begins and ends, in seconds on the timeline of the presentation (5.3.2.1). */
const spansOf = ({ Periods, mediaPresentationDuration }: Mpd) => {
  let next: number | undefined = 0;
  const starts = Periods.map(({ start, duration }) => {
    const begins = start ?? next;
    next = begins === undefined || duration === undefined ? undefined : begins + duration;
    return begins;
  });
  return Periods.map(({ duration }, i) => {
    const start = starts[i];
    const whole = i === Periods.length - 1 ? mediaPresentationDuration : starts[i + 1];
    return { start, end: start !== undefined && duration !== undefined ? start + duration : whole };
  });
};

/** One Representation in one Period. */
interface Place {
  readonly level: Level;
  readonly representation: Representation;
  readonly timeOf: (addressing: EarlyAvailability) => PeriodTime;
  /** Whether a Period comes before this one. */
  readonly later: boolean;
  readonly pay: Pay;
}

const secondsOf = (duration: bigint | undefined, timescale: bigint): number | undefined =>
  duration === undefined || timescale === 0n ? undefined : Number(duration) / Number(timescale);

const name = (
  { level, representation, pay }: Place,
  uri: string,
  rest: Omit<NamedObject, 'path' | 'uri' | 'of'>,
): NamedObject | undefined => {
  if (!pay(nameCost + uri.length + (level.base.folder?.length ?? 0))) return undefined;
  return { ...rest, uri, path: pathIn(level.base, uri), of: representation.id };
};

/** A resource of which only ranges are named: what the BaseURLs lead to, where that is no folder. */
const wholeResource = (place: Place, line: number): NamedObject | undefined => {
  const { url } = place.level.base;
  if (url === undefined || url.pathname.endsWith('/')) return undefined;
  const named = name(place, url.pathname, { purpose: 'media', line });
  return named && { ...named, path: pathIn(place.level.base, '') };
};

const headerOf = (place: Place): NamedObject | undefined => {
  const { SegmentTemplate, SegmentList, SegmentBase } = place.representation.addressing;
  if (!place.pay(SegmentTemplate?.initialization?.length ?? 0)) return undefined;
  const named = headerName(place.representation);
  const element = SegmentTemplate ?? SegmentList ?? SegmentBase;
  if (isBroken(named) || named.value === undefined) return undefined;
  return name(place, named.value, {
    purpose: 'header',
    line: element?.line ?? place.representation.line,
  });
};

/** What is told of a segment of this duration. */
const mediaOf = (
  place: Place,
  { timescale }: MultipleSegmentBase,
  line: number,
  { duration, first }: { readonly duration: bigint | undefined; readonly first: boolean },
): Omit<NamedObject, 'path' | 'uri' | 'of'> => {
  const seconds = secondsOf(duration, timescale);
  return {
    purpose: 'media',
    line,
    ...(seconds === undefined ? {} : { seconds }),
    ...(first && place.later ? { discontinuity: true } : {}),
  };
};

const ofTemplate = function* (place: Place, template: SegmentTemplate): Generator<NamedObject> {
  const { media = '', SegmentTimeline = [] } = template;
  if (media === '' || !place.pay(media.length + SegmentTimeline.length * entryCost)) return;
  const pieces = parseTemplate(media);
  if (isBroken(pieces)) return;
  const values = templateValues(place.representation);
  const numbered = pieces.value.some((piece) => typeof piece !== 'string' && piece.identifier === 'Number');
  let first = true;
  for (const { number, time, duration, hole } of availableSegments(template, place.timeOf(template))) {
    const filled = fillTemplate(pieces.value, { ...values, Number: number, Time: time });
    if (isBroken(filled)) return;
    const told = mediaOf(place, template, template.line, { duration, first });
    const named = name(place, filled.value, {
      ...told,
      ...(numbered ? { number } : {}),
      ...(hole ? { discontinuity: true } : {}),
    });
    if (named === undefined) return;
    yield named;
    first = false;
  }
};

const ofList = function* (place: Place, list: SegmentList): Generator<NamedObject> {
  const { SegmentURLs, SegmentTimeline, duration } = list;
  if (!place.pay((SegmentTimeline?.length ?? 0) * entryCost)) return;
  const told = SegmentTimeline ? [...availableSegments(list, place.timeOf(list))] : [];
  // Both are what there is of them at most: the newest.
  const urls = SegmentURLs.slice(-Number(mostOfOne));
  const ahead = Math.max(0, told.length - urls.length);
  if (urls.some(({ media }) => media === undefined)) {
    const whole = wholeResource(place, list.line);
    if (whole) yield whole;
  }
  for (const [i, { line, media }] of urls.entries()) {
    if (media === undefined) continue;
    const segment = told[i + ahead];
    const one = mediaOf(place, list, line, { duration: segment?.duration ?? duration, first: i === 0 });
    const named = name(place, media, segment?.hole === true ? { ...one, discontinuity: true } : one);
    if (named === undefined) return;
    yield named;
  }
};

const ofRepresentation = function* (place: Place, based: boolean): Generator<NamedObject> {
  const { addressing, line } = place.representation;
  const header = headerOf(place);
  if (header) yield header;
  const { SegmentTemplate, SegmentList, SegmentBase } = addressing;
  if (SegmentTemplate) yield* ofTemplate(place, SegmentTemplate);
  else if (SegmentList) yield* ofList(place, SegmentList);
  else if (based) {
    const whole = wholeResource(place, SegmentBase?.line ?? line);
    if (whole) yield whole;
  }
};

/** The objects that an MPD names (see `namedObjects`). */
export const namesOfMpd = (mpd: Mpd, document: string, at: number): readonly NamedObject[] => {
  const pay = payer();
  const names: NamedObject[] = [];
  const spans = spansOf(mpd);
  const begins = mpd.availabilityStartTime === undefined ? undefined : instantOf(mpd.availabilityStartTime);
  const complete = mpd.type !== 'dynamic';
  const top = below({ base: baseOf(document), offset: 0, complete: true }, mpd.BaseURLs, pay);
  for (const [i, period] of mpd.Periods.entries()) {
    const { start, end } = spans[i] ?? {};
    const ofPeriod = below(top, period.BaseURLs, pay);
    for (const set of period.AdaptationSets) {
      const ofSet = below(ofPeriod, set.BaseURLs, pay);
      for (const representation of set.Representations) {
        const level = below(ofSet, representation.BaseURLs, pay);
        if (!pay(nameCost)) return names;
        const place: Place = {
          level,
          representation,
          later: i > 0,
          pay,
          timeOf: (addressing) => ({
            end: end === undefined || start === undefined ? undefined : end - start,
            now:
              complete || begins === undefined || start === undefined
                ? undefined
                : at / 1000 - begins - start,
            early: earlyBy(level, addressing),
            depth: mpd.timeShiftBufferDepth,
            complete,
          }),
        };
        const based = [mpd, period, set, representation].some(({ BaseURLs }) => BaseURLs.length > 0);
        for (const each of ofRepresentation(place, based)) names.push(each);
      }
    }
  }
  return names;
};
