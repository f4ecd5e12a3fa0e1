/** What one receiving entity has of one track, and what manifests say of it. */
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import type { MediaSegment } from './segments.ts';

/** A segment whose time has come. */
export interface Entry {
  readonly segment: Omit<MediaSegment, 'pieces'>;
  /**
   * `announced`: named in manifests and not uploaded; `there`: uploaded in its time; `lost`: it could not be;
   * `late`: lost at first and uploaded later.
   */
  state: 'announced' | 'there' | 'lost' | 'late';
  /** What stands before it in time was lost when it was listed. */
  afterLoss: boolean;
  /** How often its removal was tried, or that it is gone. */
  removal: number | 'done';
}

export interface Rendition {
  readonly track: SourceTrack;
  /** Of a segment. */
  readonly seconds: number;
  /** The CMAF header is uploaded, or there is none. */
  hasHeader: boolean;
  /** In the order of their numbers; those that are long gone are not kept. */
  entries: readonly Entry[];
  /** How many entries that were listed in a playlist, and how many discontinuities among them, are not kept. */
  forgotten: { listed: number; discontinuities: number };
  /** Keys that are uploaded, by their numbers. */
  readonly keys: Set<number>;
  /** The playlist is there in some version. */
  hasPlaylist: boolean;
  /** The lowest numbers that the manifests name that the receiving entity has; -1 where there is none yet. */
  floor: { mpd: number; playlist: number };
  /** An upload that is due is under way. */
  isBusy: boolean;
  isOver: boolean;
}

export const renditionOf = (track: SourceTrack, hasHeader: boolean): Rendition => ({
  track,
  seconds: track.fragmentDuration / track.timescale,
  hasHeader,
  entries: [],
  forgotten: { listed: 0, discontinuities: 0 },
  keys: new Set(),
  hasPlaylist: false,
  floor: { mpd: -1, playlist: -1 },
  isBusy: false,
  isOver: false,
});

/** Whether a playlist lists it: once it was lost it never does. */
export const isListed = ({ state }: Entry): boolean => state === 'there' || state === 'announced';

/** Whether the receiving entity has it. */
export const isThere = ({ state }: Entry): boolean => state === 'there' || state === 'late';

/** Takes a segment up whose time has come. */
export const added = (rendition: Rendition, segment: MediaSegment, state: Entry['state']): Entry => {
  const { number, time, duration } = segment;
  const before = rendition.entries.at(-1);
  const entry: Entry = {
    segment: { number, time, duration },
    state,
    afterLoss: before?.state === 'lost' || before?.state === 'late',
    removal: 0,
  };
  rendition.entries = [...rendition.entries, entry].sort((a, b) => a.segment.number - b.segment.number);
  return entry;
};

/** More entries than this are not kept, whatever is still to be done about them. */
const mostEntries = 500;

/** Forgets the entries in front that nothing is to be done about any more, of those before a number. */
export const forget = (rendition: Rendition, before: number): void => {
  const { entries, forgotten } = rendition;
  const isDone = ({ segment, removal, state }: Entry): boolean =>
    segment.number < before && (removal === 'done' || state === 'lost');
  const kept = entries.findIndex((entry) => !isDone(entry));
  const count = Math.max(kept < 0 ? entries.length : kept, entries.length - mostEntries);
  if (count <= 0) return;
  const listed = entries.slice(0, count).filter(isListed);
  forgotten.listed += listed.length;
  forgotten.discontinuities += listed.filter(({ afterLoss }) => afterLoss).length;
  rendition.entries = entries.slice(count);
};
