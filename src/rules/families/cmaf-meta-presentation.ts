import type { Track } from '../model/track.ts';
import { rule, type Broken, type Outcome } from '../rule.ts';

/** From when to when a track is there, in seconds; undefined where it has no fragments whose times are known. */
const spanOf = ({ grid, trak }: Track): readonly [number, number] | undefined => {
  const timescale = trak?.timescale ?? 0;
  if (grid.count === 0 || timescale === 0) return undefined;
  const last = grid.count - 1;
  return [Number(grid.time(0)) / timescale, (Number(grid.time(last)) + grid.duration(last)) / timescale];
};

/** Tracks that do not meet may still be the same presentation, joined at other moments: within this many seconds. */
const apart = 10;

const shown = ([from, to]: readonly [number, number]): string => `${from.toFixed(3)} to ${to.toFixed(3)} s`;

const timelines = (tracks: readonly Track[]): Outcome => {
  const spans: (readonly [number, number])[] = [];
  for (const track of tracks) {
    if (track.trak?.kind !== 'video' && track.trak?.kind !== 'audio') continue;
    const span = spanOf(track);
    if (span !== undefined) spans.push(span);
  }
  const [first] = spans;
  if (first === undefined) return undefined;
  const found: Broken[] = [];
  for (const track of tracks) {
    const span = track.trak?.kind === 'metadata' ? spanOf(track) : undefined;
    if (span === undefined) continue;
    if (spans.some(([from, to]) => span[0] <= to + apart && span[1] >= from - apart)) continue;
    found.push({
      says: 'a metadata track lies on another timeline than the media',
      object: track.name,
      expected: `times from ${shown(first)}`,
      actual: `times from ${shown(span)}`,
    });
  }
  return found;
};

const told = (tracks: readonly Track[]): Outcome => {
  const inTracks = new Set(
    tracks.flatMap(({ events = [] }) =>
      events
        .filter(({ inBand }) => !inBand)
        .map(({ scheme_id_uri, id }) => `${scheme_id_uri}\n${String(id)}`),
    ),
  );
  if (inTracks.size === 0) return undefined;
  for (const { name, events = [] } of tracks) {
    const twice = events.filter(
      ({ inBand, scheme_id_uri, id }) => inBand && inTracks.has(`${scheme_id_uri}\n${String(id)}`),
    );
    const [first] = twice;
    if (first === undefined) continue;
    return {
      says: 'events of the metadata track are sent beside the media too',
      object: name,
      expected: 'events in the metadata track alone',
      actual: `${String(twice.length)} of ${first.scheme_id_uri.slice(0, 80)}`,
    };
  }
  return undefined;
};

/** Metadata tracks beside the media that they belong to (ISO/IEC 23000-19, 7.3.6; DASH-IF Ingest, timed metadata 2). */
export const metaPresentationRules = {
  'CMAF-META-022': rule('presentation', {
    says: 'A metadata track lies on the timeline of the media.',
    decides: ['DI-TM-02', 'DI-CMAF-GC-12'],
    check: ({ tracks }) => timelines(tracks),
  }),
  'CMAF-META-030': rule('presentation', {
    says: 'Events are sent in the metadata track alone.',
    decides: ['DI-TM-P3', 'DI-TM-N1', 'DI-TM-16a'],
    check: ({ tracks }) => told(tracks),
  }),
};
