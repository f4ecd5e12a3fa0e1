import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import type { Track } from '../model/track.ts';
import { rule, type Broken, type Rule } from '../rule.ts';

/** Where a track lies on the common timeline, in seconds. */
interface Span {
  readonly track: Track;
  readonly from: number;
  readonly to: number;
  /** Its longest fragment. */
  readonly longest: number;
}

/** The span of a track, or nothing where its time or its timescale is not known. */
const spanOf = (track: Track): Span | undefined => {
  const { grid, trak } = track;
  const timescale = trak?.timescale ?? 0;
  const last = grid.count - 1;
  if (timescale === 0 || last < 0) return undefined;
  const edit = Number(trak?.mediaTime ?? 0n);
  const shift = (grid.earliest(0) - edit) / timescale;
  let longest = 0;
  for (let i = 0; i <= last; i++) longest = Math.max(longest, grid.duration(i) / timescale);
  const from = Number(grid.time(0)) / timescale + shift;
  const to = (Number(grid.time(last)) + grid.duration(last)) / timescale + shift;
  return Number.isFinite(from) && Number.isFinite(to) ? { track, from, to, longest } : undefined;
};

const spansOf = (tracks: readonly Track[]): readonly Span[] =>
  tracks.map(spanOf).filter((span) => span !== undefined);

const isSparse = ({ track: { trak } }: Span): boolean => trak?.kind === 'metadata' || trak?.kind === 'other';

const words = ({ track, from, to }: Span): string =>
  `${track.name} from ${from.toFixed(3)} to ${to.toFixed(3)} s`;

/** What is wrong between the reference and another track, or nothing. */
const apart = (reference: Span, span: Span): Broken | undefined => {
  const tolerance = Math.max(reference.longest, span.longest) + 0.001;
  const facts = {
    object: span.track.name,
    expected: `times near those of ${words(reference)}`,
    actual: words(span),
  };
  if (span.from > reference.to + tolerance || reference.from > span.to + tolerance) {
    return {
      says: 'two tracks that are played together have no time in common',
      ...facts,
      ...(isSparse(span) ? { as: 'info' as const } : {}),
    };
  }
  const start = span.from - reference.from;
  if (isSparse(span) || Math.abs(start) <= tolerance) return undefined;
  // A track that joined late ends with the others; one that is moved ends as much later as it began.
  return Math.abs(span.to - reference.to - start) <= tolerance / 2
    ? { says: 'a track is moved in time against one that it is played with', ...facts }
    : { says: 'a track begins at another time than one that it is played with', ...facts, as: 'info' };
};

/** Whether a track was ended as intended: by an mfra, or by a segment that is marked as the last. */
const isEnded = ({ lastBox, lastBrands, complete }: Track): boolean =>
  complete && (lastBox === 'mfra' || lastBrands?.includes('lmsg') === true);

/** Tracks that are played together (ISO/IEC 23000-19, 7.3.6). */
export const cmafTrkTogetherRules = {
  'CMAF-TRK-020': rule('presentation', {
    says: 'Tracks that are played together count from the same origin, and begin together.',
    decides: ['DI-CMAF-GC-06', 'DI-CMAF-GC-12', 'DI-INTRO-04'],
    check: ({ tracks }) => {
      const spans = spansOf(tracks);
      const reference = spans.find(({ track }) => track.trak?.kind === 'video') ?? spans[0];
      if (reference === undefined) return undefined;
      return spans
        .filter((span) => span !== reference)
        .map((span) => apart(reference, span))
        .filter((each) => each !== undefined);
    },
  }),
  'CMAF-TRK-021': rule('presentation', {
    says: 'Tracks that are ended end together.',
    decides: ['DI-CMAF-GC-06'],
    check: ({ tracks }) => {
      // Only where every track was ended by its sender; one that was cut off ends anywhere.
      if (tracks.length < 2 || !tracks.every(isEnded)) return undefined;
      const spans = spansOf(tracks).filter((span) => !isSparse(span));
      const video = spans.filter(({ track }) => track.trak?.kind === 'video');
      const longest = Math.max(0, ...(video.length > 0 ? video : spans).map((span) => span.longest));
      const last = spans.reduce<Span | undefined>(
        (a, b) => (a === undefined || b.to > a.to ? b : a),
        undefined,
      );
      const first = spans.reduce<Span | undefined>(
        (a, b) => (a === undefined || b.to < a.to ? b : a),
        undefined,
      );
      if (first === undefined || last === undefined || last.to - first.to <= longest + 0.001)
        return undefined;
      return {
        says: 'a track ends long before one that it is played with',
        object: first.track.name,
        expected: `an end near that of ${words(last)}`,
        actual: words(first),
      };
    },
  }),
} satisfies Partial<Record<keyof typeof cmafTrkFacts, Rule>>;
