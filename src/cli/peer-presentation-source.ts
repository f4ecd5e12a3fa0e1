/** Our own ingest source of interface 2 on its own: it publishes DASH, HLS or both. */
import { parseServerUrl, UsageError, wholeNumber } from '../config/index.ts';
import { presentationSource } from '../peer/presentation-source/presentation-source.ts';
import type { PresentationPlan } from '../scenario/scenario.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { sourceOptionsOf } from './peer-source-options.ts';

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
  const count = args.text('for');
  const event = eventOf(args.text('event'));
  const deliveryUrl = args.text('delivery-url');
  const second = args.text('second');
  const code = await presentationSource({
    ...sourceOptionsOf(args, io),
    plan: planOf(args),
    ...(count === undefined ? {} : { segments: wholeNumber(count, '--for', 1) }),
    ...(event === undefined ? {} : { event }),
    ...(deliveryUrl === undefined ? {} : { deliveryUrl }),
    ...(second === undefined ? {} : { second: parseServerUrl(second) }),
  });
  if (code !== 0) note(io, 'the ingest source gave up');
  return code;
};
