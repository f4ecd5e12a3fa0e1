/** Our own ingest source of interface 1 on its own. */
import { parseServerUrl, positiveNumber, UsageError, wholeNumber } from '../config/index.ts';
import { ingestSource } from '../peer/ingest-source/ingest-source.ts';
import { timingOf } from '../runner/timing.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { ingestOwnerOf } from './peer-owner.ts';
import { nameserverOf, quirksOf, tlsOf, tracksOf } from './peer-source-options.ts';

const templateOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  if (/[^\x21-\x7e]|^\//.test(text))
    throw new UsageError(
      `--template ${text} is no relative path: write it such as 'Streams({name}{extension})'`,
    );
  return text;
};

/** @throws UsageError where an option or a file makes no sense */
export const peerIngestSource = async (args: Args, io: Io): Promise<number> => {
  const { host, port, secure, mount, user, password } = parseServerUrl(args.positionals[1] ?? '');
  const owner = ingestOwnerOf(args, io);
  const count = args.text('for');
  const template = templateOf(args.text('template'));
  const tls = tlsOf(args, io, secure);
  const nameserver = nameserverOf(args.text('nameserver'));
  const code = await ingestSource({
    host,
    port,
    point: mount ?? '/',
    user: args.text('user') ?? user ?? owner.user,
    password: args.text('password') ?? password ?? owner.password,
    quirks: quirksOf(args),
    tracks: tracksOf(args, io),
    requests: (args.text('requests') as 'long' | 'short' | 'low-latency' | undefined) ?? 'long',
    gzip: args.has('gzip'),
    pace: args.has('fast') ? 'fast' : 'real-time',
    timing: timingOf(1, positiveNumber(args.text('delay-scale') ?? '1', '--delay-scale')),
    signal: new AbortController().signal,
    stop: io.signal,
    ...(count === undefined ? {} : { fragments: wholeNumber(count, '--for', 1) }),
    ...(template === undefined ? {} : { template }),
    ...(tls === undefined ? {} : { tls }),
    ...(nameserver === undefined ? {} : { nameserver }),
    log: (line) => {
      io.stdout.write(`${line}\n`);
    },
  });
  if (code !== 0) note(io, 'the ingest source gave up');
  return code;
};
