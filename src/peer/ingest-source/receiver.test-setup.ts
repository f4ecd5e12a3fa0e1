/** A receiving entity that remembers what it was sent, and answers as a test says; for the tests of our source. */
import { onTestFinished } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { join } from '../../media/bytes.ts';
import { ingestObjects } from '../../media/ingest/ingest-reader.ts';
import type { IngestObject } from '../../media/ingest/ingest-object.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import { deadlines, delays } from '../../scenario/timing.ts';
import type { Link } from '../../wire/link.ts';
import { isListening, listen } from '../../wire/listen.ts';
import type { Listening, ListenOptions } from '../../wire/listen.ts';
import type { Timing } from '../stage.ts';
import { unrecorded } from '../unrecorded.ts';
import { ingestSource } from './ingest-source.ts';
import type { IngestSourceOptions } from './ingest-source.ts';

export const quick: Timing = {
  deadline: (name) => deadlines[name],
  delay: (name) => delays[name] * 0.05,
};

export interface Heard {
  readonly link: Link;
  readonly head: RequestHead;
  readonly pieces: Uint8Array[];
  isWhole: boolean;
  isAnswered: boolean;
  objects(): readonly IngestObject[];
}

/** Told of a request: at its head, on each piece of its body, and at its end. */
export type Play = (heard: Heard, receiver: Receiver) => void;

export interface Receiver extends Listening {
  readonly all: readonly Heard[];
  /** All requests of a track, by the name in their path. */
  of(track: string): readonly Heard[];
  /** The request before which so many came. */
  nth(index: number): Heard;
  answer(heard: Heard, status: number, ...fields: readonly string[]): void;
  /** Resolves once the source has ended all its connections, and all that it sent is read. */
  settled(): Promise<void>;
  /** Numbers of the fragments that came whole for a track, in the order of requests; a header is `h`. */
  story(track?: string): string[];
}

export const statusText = (status: number, fields: readonly string[] = []): string =>
  [`HTTP/1.1 ${String(status)} Said`, 'Content-Length: 0', ...fields, '', ''].join('\r\n');

const numberOf = (object: IngestObject): string => {
  if (object.kind === 'header') return 'h';
  if (object.kind !== 'fragment') return object.kind;
  return `${String(object.fragment?.baseMediaDecodeTime ?? '?')}${object.complete ? '' : '…'}`;
};

/** Fragments and their parts by number: chunks of one fragment are told once. */
const told = (objects: readonly IngestObject[], duration: number): string[] =>
  objects
    .map((object) => {
      const text = numberOf(object);
      const time = Number.parseInt(text, 10);
      return Number.isNaN(time) ? text : String(Math.floor(time / duration));
    })
    .filter((text, index, all) => text !== all[index - 1]);

export const receiver = async (
  play: Play = () => undefined,
  options: Partial<ListenOptions> = {},
): Promise<Receiver> => {
  const all: Heard[] = [];
  const open = new Set<Link>();
  const waiting: (() => void)[] = [];
  const ended = (link: Link): void => {
    open.delete(link);
    if (open.size === 0) for (const resolve of waiting.splice(0)) resolve();
  };
  const answer: Receiver['answer'] = (heard, status, ...fields) => {
    if (heard.isAnswered) return;
    heard.isAnswered = true;
    void heard.link.sendHead(statusText(status, fields));
  };
  const listening = await listen({
    recorder: unrecorded(),
    ...options,
    onLink: (link) => {
      open.add(link);
      let current: Heard | undefined;
      const look = (): void => {
        if (current !== undefined) play(current, made);
      };
      link.listen({
        head: (head) => {
          if (head.kind !== 'request') return;
          const pieces: Uint8Array[] = [];
          const gzip = valueOf(head, 'content-encoding') === 'gzip';
          current = {
            link,
            head,
            pieces,
            isWhole: false,
            isAnswered: false,
            objects: () => ingestObjects(gzip ? gunzipSync(join(pieces)) : join(pieces), true),
          };
          all.push(current);
          look();
        },
        payload: (bytes) => {
          current?.pieces.push(bytes.slice());
          look();
        },
        messageEnd: () => {
          if (current === undefined) return;
          current.isWhole = true;
          look();
          answer(current, 200);
        },
        fin: () => {
          link.close();
          ended(link);
        },
        closed: () => ended(link),
      });
    },
  });
  if (!isListening(listening)) throw new Error(listening.unavailable);
  onTestFinished(() => listening.close());
  const of = (track: string): readonly Heard[] =>
    all.filter(({ head }) => head.target.includes(`(${track}.`) || head.target.includes(`/${track}-`));
  const made: Receiver = {
    ...listening,
    all,
    of,
    nth: (index) => {
      const heard = all[index];
      if (heard === undefined) throw new Error(`no request ${String(index)}`);
      return heard;
    },
    answer,
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (open.size === 0) for (const one of waiting.splice(0)) one();
      }),
    story: (track = 'video') => {
      const { fragmentDuration } = sourceTrack(track as 'video');
      return of(track).map((heard) => told(heard.objects(), fragmentDuration).join(' '));
    },
  };
  return made;
};

/** A source that plays to a receiver until it has sent so many fragments, or gives up. */
export const source = async (
  to: { readonly host: string; readonly port: number; settled?: () => Promise<void> },
  options: Partial<IngestSourceOptions> = {},
): Promise<{ code: number; log: string[] }> => {
  const log: string[] = [];
  const kill = new AbortController();
  onTestFinished(() => kill.abort());
  const code = await ingestSource({
    host: to.host,
    port: to.port,
    point: '/live',
    user: 'source',
    password: 'hackme',
    quirks: [],
    tracks: [sourceTrack('video')],
    requests: 'long',
    timing: quick,
    pace: 'real-time',
    fragments: 5,
    signal: kill.signal,
    stop: new AbortController().signal,
    log: (line) => log.push(line),
    ...options,
  });
  await to.settled?.();
  return { code, log };
};

export const isAt = (heard: Heard, fragments: number): boolean =>
  !heard.isAnswered && heard.objects().filter((object) => object.kind === 'fragment').length >= fragments;

/**
 * What a receiving entity makes of these requests: each fragment once, in the order in which they came. How many are
 * sent a second time depends on how soon a source notices that a connection has ended.
 */
export const joined = (stories: readonly string[]): string =>
  [...new Set(stories.flatMap((story) => story.split(' ')))].join(' ');
