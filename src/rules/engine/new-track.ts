import type { Header } from '../model/header.ts';
import type { Track } from '../model/track.ts';
import type { Settings } from '../settings.ts';
import { growingGrid } from './grid.ts';

/** A track of which nothing has been read yet, with the lists that its reader adds to. */
export interface GrowingTrack extends Track {
  readonly headers: Header[];
  readonly objects: string[];
}

/** A track of which nothing has been read yet, and what adds a fragment to its grid. */
export const newTrack = (
  name: string,
  settings: Settings,
): { readonly track: GrowingTrack; readonly add: ReturnType<typeof growingGrid>['add'] } => {
  const { grid, add } = growingGrid();
  const track: GrowingTrack = {
    name,
    settings,
    headers: [],
    origin: 0n,
    chunks: 0,
    grid,
    objects: [],
    nonSync: false,
    reordered: false,
    duration: 0,
    bytes: 0,
    complete: true,
  };
  return { track, add };
};
