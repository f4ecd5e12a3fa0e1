/** The MPD of a presentation (ISO/IEC 23009-1). */
import { objectTypes } from '../../manifest/object-types.ts';
import { mpd } from '../../manifest/mpd-writer.ts';
import type { AdaptationSetPlan, PeriodPlan, TemplatePlan } from '../../manifest/mpd-writer.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import { templated } from './naming.ts';
import { wordsOf } from './playlists.ts';
import type { ManifestContext } from './playlists.ts';
import type { Entry, Rendition } from './rendition.ts';

export interface MpdContext extends ManifestContext {
  readonly addressing: 'number' | 'time' | 'duration';
  /** When the time of the media was 0, in milliseconds since 1970. */
  readonly origin: number;
  /** When this version is made, in milliseconds since 1970. */
  readonly now: number;
  /** The number that stands in the name of a segment. */
  writtenNumber(number: number): number;
}

/** What an MPD names: what is there, and what ought to be. */
export const namedInMpd = ({ entries }: Rendition, context: ManifestContext): readonly Entry[] => {
  const { quirks, window } = context;
  const all = entries.filter(
    (entry) =>
      entry.state === 'there' ||
      entry.state === 'announced' ||
      (entry.state === 'late' && !quirks.has('never-repairs-the-mpd')) ||
      quirks.has('names-lost-objects'),
  );
  const newest = all.at(-1)?.segment.number ?? 0;
  return all.filter(({ segment }) => segment.number > newest - window);
};

const duration = (seconds: number): string => `PT${String(Number(seconds.toFixed(6)))}S`;
const instant = (time: number): string => new Date(time).toISOString();

interface Run {
  readonly t: bigint;
  readonly n?: number;
  d: bigint;
  r: number;
}

/** Segments of one duration that follow each other in time and number are one S element. */
const timeline = (entries: readonly Entry[], context: MpdContext): readonly Run[] => {
  const runs: Run[] = [];
  let [time, number] = [-1n, entries[0] && context.writtenNumber(entries[0].segment.number)];
  for (const { segment } of entries) {
    const last = runs.at(-1);
    const own = context.writtenNumber(segment.number);
    // A source that hides a loss stretches the segment before it.
    if (last !== undefined && segment.time > time && context.quirks.has('no-discontinuity')) {
      const stretched = last.d + segment.time - time;
      if (last.r > 0) {
        last.r -= 1;
        runs.push({ t: time - last.d, d: stretched, r: 0 });
      } else last.d = stretched;
      time = segment.time;
    }
    const follows = time === segment.time && number === own;
    const previous = runs.at(-1);
    if (follows && previous?.d === segment.duration) previous.r += 1;
    else runs.push({ t: segment.time, d: segment.duration, r: 0, ...(number === own ? {} : { n: own }) });
    time = segment.time + segment.duration;
    number = own + 1;
  }
  return runs;
};

const templateOf = (
  { track }: Rendition,
  entries: readonly Entry[],
  context: MpdContext,
  periodStart: bigint,
): TemplatePlan => {
  const { naming, addressing, hasHeaders, writtenNumber } = context;
  const [first] = entries;
  const named = { name: templated.track, kind: track.kind };
  const [number, time] = [templated.number, templated.time];
  const attributes = {
    timescale: track.timescale,
    ...(hasHeaders ? { initialization: naming.reference(naming.mpd, naming.header(named)) } : {}),
    media: naming.reference(naming.mpd, naming.media(named, { number, time })),
    ...(periodStart === 0n ? {} : { presentationTimeOffset: periodStart }),
  };
  if (addressing === 'duration') {
    const number = Number(periodStart / BigInt(track.fragmentDuration));
    return {
      attributes: {
        ...attributes,
        startNumber: writtenNumber(number),
        duration: track.fragmentDuration,
      },
    };
  }
  return {
    attributes: {
      ...attributes,
      ...(addressing === 'number' && first ? { startNumber: writtenNumber(first.segment.number) } : {}),
    },
    timeline: timeline(entries, context).map(({ n, ...run }) =>
      addressing === 'number' && n !== undefined ? { ...run, n } : run,
    ),
  };
};

const mimeTypes = {
  video: 'video/mp4',
  audio: 'audio/mp4',
  text: 'application/mp4',
  metadata: 'application/mp4',
};
const contentTypes = { video: 'video', audio: 'audio', text: 'text', metadata: undefined };

const mimeTypeOf = ({ kind }: SourceTrack, { hasHeaders }: MpdContext): string =>
  hasHeaders ? mimeTypes[kind] : objectTypes['.ts'][0];

/** Tracks among which a client can switch: video together, each other track alone. */
const setsOf = (renditions: readonly Rendition[]): readonly (readonly Rendition[])[] => {
  const video = renditions.filter(({ track }) => track.kind === 'video');
  const others = renditions.filter(({ track }) => track.kind !== 'video').map((each) => [each]);
  return video.length === 0 ? others : [video, ...others];
};

type EntriesOf = (rendition: Rendition) => readonly Entry[];

const adaptationSets = (
  renditions: readonly Rendition[],
  context: MpdContext,
  entriesOf: EntriesOf,
  startOf: (rendition: Rendition) => bigint,
): readonly AdaptationSetPlan[] =>
  setsOf(renditions).flatMap((members, i): AdaptationSetPlan[] => {
    const [first] = members;
    if (first === undefined) return [];
    const { language } = wordsOf(first.track);
    return [
      {
        attributes: {
          id: i + 1,
          contentType: contentTypes[first.track.kind],
          mimeType: mimeTypeOf(first.track, context),
          lang: language,
        },
        representations: members.map((rendition) => {
          const { codecs, bandwidth, width, height, samplingRate } = wordsOf(rendition.track);
          return {
            attributes: {
              id: rendition.track.name,
              bandwidth,
              codecs,
              width,
              height,
              audioSamplingRate: samplingRate,
            },
            template: templateOf(rendition, entriesOf(rendition), context, startOf(rendition)),
          };
        }),
      },
    ];
  });

/** With templates of a duration, a loss ends a period, and the next one begins behind it (5.3.9.5.3). */
const periodsByLoss = (
  renditions: readonly Rendition[],
  context: MpdContext,
): readonly { readonly from: number; readonly to: number }[] => {
  const { firstSegment, quirks } = context;
  const hides = quirks.has('no-discontinuity') || quirks.has('names-lost-objects');
  const lost = new Map<number, Entry['state']>();
  for (const { entries } of renditions) {
    for (const { segment, state } of entries) {
      if (state === 'lost' || (state === 'late' && !lost.has(segment.number)))
        lost.set(segment.number, state);
    }
  }
  const periods: { from: number; to: number }[] = [{ from: firstSegment, to: Infinity }];
  for (const [number, state] of [...lost].sort(([a], [b]) => a - b)) {
    const last = periods.at(-1);
    if (last === undefined || hides) continue;
    // What was lost and is there now ends its period: the next one stays where it began.
    last.to = state === 'late' && !quirks.has('never-repairs-the-mpd') ? number + 1 : number;
    if (last.to <= last.from) periods.pop();
    periods.push({ from: number + 1, to: Infinity });
  }
  return periods;
};

const secondsOf = (number: number, [first]: readonly Rendition[]): number => number * (first?.seconds ?? 0);

const byDuration = (renditions: readonly Rendition[], context: MpdContext): readonly PeriodPlan[] =>
  periodsByLoss(renditions, context).map(({ from, to }) => ({
    attributes: {
      id: `p${String(from)}`,
      start: duration(secondsOf(from, renditions)),
      ...(to === Infinity ? {} : { duration: duration(secondsOf(to - from, renditions)) }),
    },
    adaptationSets: adaptationSets(
      renditions,
      context,
      () => [],
      ({ track }) => BigInt(from) * BigInt(track.fragmentDuration),
    ),
  }));

/** The MPD of these renditions, as it is now: one that changes until the event is over. */
export const mpdOf = (renditions: readonly Rendition[], context: MpdContext): string => {
  const { addressing, origin, now, window, isOver, quirks } = context;
  const entriesOf: EntriesOf = (rendition) => namedInMpd(rendition, context);
  const longest = Math.max(...renditions.map(({ seconds }) => seconds));
  const ends = renditions.map((rendition) => {
    const last = entriesOf(rendition).at(-1)?.segment;
    return last === undefined ? 0 : Number(last.time + last.duration) / rendition.track.timescale;
  });
  // What templates of a duration name depends on the time: they keep the window of a live event when it is over.
  const isStatic = isOver && addressing !== 'duration';
  const [first, ...others]: readonly (PeriodPlan | undefined)[] =
    addressing === 'duration'
      ? byDuration(renditions, context)
      : [
          {
            attributes: { id: 'p0', start: 'PT0S' },
            adaptationSets: adaptationSets(renditions, context, entriesOf, () => 0n),
          },
        ];
  const text = mpd({
    attributes: {
      type: isStatic ? 'static' : 'dynamic',
      availabilityStartTime: quirks.has('mpd-without-start') ? undefined : instant(origin),
      publishTime: instant(now),
      minimumUpdatePeriod: isOver ? undefined : duration(longest),
      minBufferTime: duration(2 * longest),
      timeShiftBufferDepth: isStatic ? undefined : duration(window * longest),
      mediaPresentationDuration: isOver ? duration(Math.max(...ends)) : undefined,
    },
    period: first?.attributes ?? {},
    adaptationSets: first?.adaptationSets ?? [],
    furtherPeriods: others.flatMap((each) => each ?? []),
    utcTiming: { schemeIdUri: 'urn:mpeg:dash:utc:direct:2014', value: instant(now) },
  });
  return quirks.has('ill-formed-mpd') ? text.replace(/<\/MPD>\s*$/, '') : text;
};
