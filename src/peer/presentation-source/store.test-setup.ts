/** What our source of presentations uploaded to a receiver, for its tests. */
import { onTestFinished } from 'vitest';
import { join } from '../../media/bytes.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import { valueOf } from '../../http/message.ts';
import type { ObjectInput, Input } from '../../rules/input.ts';
import { quick, receiver } from '../ingest-source/receiver.test-setup.ts';
import type { Heard, Play, Receiver } from '../ingest-source/receiver.test-setup.ts';
import { presentationSource } from './presentation-source.ts';
import type { PresentationSourceOptions } from './presentation-source.ts';

export { receiver } from '../ingest-source/receiver.test-setup.ts';

/** One request, and whether it was answered with success. */
export interface Upload {
  readonly heard: Heard;
  readonly method: string;
  /** Below the publishing point and the folder of the event. */
  readonly name: string;
  readonly body: Uint8Array;
  readonly text: string;
  readonly contentType: string | undefined;
}

const point = '/live/';

export const uploadOf = (heard: Heard): Upload => {
  const body = join(heard.pieces);
  return {
    heard,
    method: heard.head.method,
    name: heard.head.target.replace(/^\/live\/\d{8}T\d{6}Z-[0-9a-f]+\//, ''),
    body,
    text: new TextDecoder().decode(body),
    contentType: valueOf(heard.head, 'content-type'),
  };
};

export const uploadsTo = ({ all }: Receiver): readonly Upload[] => all.map(uploadOf);

export const named = (to: Receiver, name: string | RegExp): readonly Upload[] =>
  uploadsTo(to).filter((each) => (typeof name === 'string' ? each.name === name : name.test(each.name)));

/** The newest version of an object. */
export const newest = (to: Receiver, name: string): string => named(to, name).at(-1)?.text ?? '';

/** What the validator judges: everything that was uploaded whole, in the order of its heads. */
export const publicationAt = (to: Receiver): Input => {
  const all = uploadsTo(to)
    .filter(({ method, heard }) => method === 'PUT' && heard.isWhole)
    .map(({ heard, body, contentType }): ObjectInput => ({
      name: heard.head.target.slice(point.length),
      bytes: body,
      ...(contentType === undefined ? {} : { contentType }),
    }));
  const folders = new Map<string, ObjectInput[]>();
  for (const object of all) {
    if (!/\.(?:init|cmf[vatm]|m4[vas]|mp4)$/.test(object.name)) continue;
    const folder = object.name.slice(0, object.name.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), object]);
  }
  return {
    tracks: [...folders].map(([name, objects]) => ({ name, objects })),
    publication: all,
  };
};

/** Publishes so many segments of each track, and says how it ended. */
export const published = async (
  to: Receiver,
  options: Partial<PresentationSourceOptions> = {},
): Promise<{ readonly code: number; readonly log: readonly string[] }> => {
  const log: string[] = [];
  const kill = new AbortController();
  onTestFinished(() => kill.abort());
  const code = await presentationSource({
    host: to.host,
    port: to.port,
    point,
    user: 'source',
    password: 'hackme',
    quirks: [],
    tracks: [sourceTrack('video'), sourceTrack('audio')],
    plan: { formats: 'both' },
    timing: quick,
    pace: 'real-time',
    segments: 6,
    signal: kill.signal,
    stop: new AbortController().signal,
    log: (line) => log.push(line),
    ...options,
  });
  await to.settled();
  return { code, log };
};

/** A session against a receiver of its own. */
export const session = async (
  options: Partial<PresentationSourceOptions> = {},
  play?: Play,
): Promise<Receiver & { readonly code: number; readonly log: readonly string[] }> => {
  const to = await receiver(play);
  return { ...to, ...(await published(to, options)) };
};
