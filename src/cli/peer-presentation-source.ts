/** Our own ingest source of interface 2 on its own: it publishes DASH, HLS or both. */
import { parseServerUrl, positiveNumber, UsageError, wholeNumber } from '../config/index.ts';
import { presentationSource } from '../peer/presentation-source/presentation-source.ts';
import { timingOf } from '../runner/timing.ts';
import type { PresentationPlan } from '../scenario/scenario.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { ingestOwnerOf } from './peer-owner.ts';
import { nameserverOf, quirksOf, tlsOf, tracksOf } from './peer-source-options.ts';

const planOf = (args: Args): PresentationPlan & { readonly formats: 'dash' | 'hls' | 'both' } => {
  const addressing = args.text('addressing') as PresentationPlan['addressing'];
  const names = args.text('names') as PresentationPlan['names'];
  const window = args.text('window');
  const formats = (args.text('format') as PresentationPlan['formats']) ?? 'both';
  if (names === 'ts' && formats !== 'hls')
    throw new UsageError('--names ts is for HLS alone: give --format hls (DASH forbids .ts here)');
  if (args.has('keys') && formats !== 'hls')
    throw new UsageError('--keys is for HLS alone: give --format hls');
  return {
    formats,
    ...(addressing === undefined ? {} : { addressing }),
    ...(names === undefined ? {} : { names }),
    ...(args.has('low-latency') ? { lowLatency: true } : {}),
    ...(args.has('keys') ? { keys: true } : {}),
    ...(window === undefined ? {} : { window: wholeNumber(window, '--window', 1) }),
  };
};

const eventOf = (text: string | undefined): string | undefined => {
  if (text === undefined || /^[\w.~-]+$/.test(text)) return text;
  throw new UsageError(`--event ${text} is no name for a folder: use letters, digits, ".", "_", "~" and "-"`);
};

/** @throws UsageError where an option or a file makes no sense */
export const peerPresentationSource = async (args: Args, io: Io): Promise<number> => {
  const { host, port, secure, mount, user, password } = parseServerUrl(args.positionals[1] ?? '');
  const owner = ingestOwnerOf(args, io);
  const count = args.text('for');
  const tls = tlsOf(args, io, secure);
  const nameserver = nameserverOf(args.text('nameserver'));
  const event = eventOf(args.text('event'));
  const deliveryUrl = args.text('delivery-url');
  const second = args.text('second');
  const code = await presentationSource({
    host,
    port,
    point: mount ?? '/',
    user: args.text('user') ?? user ?? owner.user,
    password: args.text('password') ?? password ?? owner.password,
    quirks: quirksOf(args),
    tracks: tracksOf(args, io),
    plan: planOf(args),
    pace: args.has('fast') ? 'fast' : 'real-time',
    timing: timingOf(1, positiveNumber(args.text('delay-scale') ?? '1', '--delay-scale')),
    signal: new AbortController().signal,
    stop: io.signal,
    ...(count === undefined ? {} : { segments: wholeNumber(count, '--for', 1) }),
    ...(tls === undefined ? {} : { tls }),
    ...(nameserver === undefined ? {} : { nameserver }),
    ...(event === undefined ? {} : { event }),
    ...(deliveryUrl === undefined ? {} : { deliveryUrl }),
    ...(second === undefined ? {} : { second: parseServerUrl(second) }),
    log: (line) => {
      io.stdout.write(`${line}\n`);
    },
  });
  if (code !== 0) note(io, 'the ingest source gave up');
  return code;
};
