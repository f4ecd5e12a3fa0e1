/** Our own ingest source of interface 1 on its own. */
import { UsageError, wholeNumber } from '../config/index.ts';
import { ingestSource } from '../peer/ingest-source/ingest-source.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { sourceOptionsOf } from './peer-source-options.ts';

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
  const count = args.text('for');
  const template = templateOf(args.text('template'));
  const code = await ingestSource({
    ...sourceOptionsOf(args, io),
    requests: (args.text('requests') as 'long' | 'short' | 'low-latency' | undefined) ?? 'long',
    gzip: args.has('gzip'),
    ...(count === undefined ? {} : { fragments: wholeNumber(count, '--for', 1) }),
    ...(template === undefined ? {} : { template }),
  });
  if (code !== 0) note(io, 'the ingest source gave up');
  return code;
};
