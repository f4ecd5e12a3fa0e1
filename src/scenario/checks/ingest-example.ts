/** Conversations with an ingest source, written by hand for the tests of the checks. */
import { concat } from '../../media/bytes.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import type { TestTrackName } from '../../media/tracks/test-track.ts';
import type { Happening, Parameters } from '../../trace/event.ts';
import type { Observations } from '../../trace/observations.ts';
import { deedWords } from '../ingest/act.ts';
import type { Deed } from '../ingest/act.ts';
import { asked, authorized, chunk, opened, seenIn, sent, step } from './client-example.ts';
import type { Move } from './client-example.ts';

export const point = '/live.isml';
export const videoPath = `${point}/Streams(video.cmfv)`;

export const header = (track: TestTrackName = 'video'): Uint8Array => sourceTrack(track).header;

/** A whole fragment of 0.96 s, its chunks joined. */
export const fragment = (number: number, track: TestTrackName = 'video'): Uint8Array =>
  fragmentOf(sourceTrack(track), number);

/** A single chunk of a fragment. */
export const piece = (number: number, index: number): Uint8Array =>
  sourceTrack('video').chunks(number)[index] ?? new Uint8Array(0);

export const lines = (
  changes: Readonly<Record<string, string | null>> = {},
  line = `POST ${videoPath} HTTP/1.1`,
): string[] => {
  const fields = {
    Host: '127.0.0.1:8000',
    'Content-Type': 'video/mp4',
    'Transfer-Encoding': 'chunked',
    ...changes,
  };
  return [
    line,
    ...Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])),
  ];
};

/** The head of a long request with credentials, on a connection that is opened for it. */
export const begins = (conn = 0, path = videoPath): Move[] => [
  opened(conn),
  asked(lines({}, `POST ${path} HTTP/1.1`), conn),
  authorized({}, conn),
];

/** A long request that goes on: what it carries, one HTTP chunk each. */
export const long = (conn: number, path: string, ...objects: readonly Uint8Array[]): Move[] => [
  ...begins(conn, path),
  ...objects.flatMap((bytes) => chunk(bytes, conn)),
];

/** A request of its own on a connection that is open. */
export const short = (conn: number, path: string, ...objects: readonly Uint8Array[]): Move[] => {
  const bytes = concat(...objects);
  return [
    asked(
      lines({ 'Transfer-Encoding': null, 'Content-Length': String(bytes.length) }, `POST ${path} HTTP/1.1`),
      conn,
    ),
    authorized({}, conn),
    ...(bytes.length === 0 ? [] : [sent(bytes, conn)]),
  ];
};

export const happens = (happening: Happening, after = 1): Move => ({ after, happening, bytes: 0 });

/** Our script does this. */
export const plays = (deed: Deed): Move => step(deedWords(deed));

export const seen = (
  moves: readonly (Move | readonly Move[])[],
  changes: Partial<Parameters> = {},
): Observations => seenIn(moves, { mount: point, user: 'ingest', ...changes });
