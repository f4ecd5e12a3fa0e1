/** CMAF files that are sent over and over in place of our own tracks (`--tracks`). */
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { UsageError } from '../config/index.ts';
import { loopedTrack } from '../media/tracks/looped.ts';
import type { SourceTrack, TestTrackName } from '../media/tracks/test-track.ts';

/** Which of our tracks a file stands for: the first of its kind, then the second. */
const places: Readonly<Record<SourceTrack['kind'], readonly TestTrackName[]>> = {
  video: ['video', 'video-low'],
  audio: ['audio', 'audio-german'],
  text: ['webvtt', 'ttml'],
  metadata: ['metadata'],
};

const read = (file: string, cwd: string): Uint8Array => {
  try {
    return readFileSync(path.resolve(cwd, file));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    throw new UsageError(`--tracks ${file} cannot be read (${code ?? String(thrown)}): give a CMAF file`);
  }
};

/** @throws UsageError where a file cannot be read, is no CMAF, or one too many of its kind */
export const loopedTracks = (
  files: readonly string[],
  cwd: string,
): Partial<Record<TestTrackName, SourceTrack>> => {
  const tracks: Partial<Record<TestTrackName, SourceTrack>> = {};
  for (const file of files) {
    const track = loopedTrack(path.basename(file, path.extname(file)), read(file, cwd));
    if ('fault' in track) {
      throw new UsageError(
        `--tracks ${file} is no CMAF track: ${track.fault}; see ingestspec validate ${file}`,
      );
    }
    const place = places[track.kind].find((name) => tracks[name] === undefined);
    if (place === undefined)
      throw new UsageError(`--tracks ${file} is one ${track.kind} track too many: leave it out`);
    tracks[place] = { ...track, name: place };
  }
  return tracks;
};
