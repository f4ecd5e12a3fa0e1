/** Our receiving entity of interface 2, a store of objects, on its own: `ingestspec peer object-store`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf, UsageError } from '../config/index.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { runReceiver } from './run-receiver.ts';

const directoryOf = async (args: Args, { cwd }: Io): Promise<string | undefined> => {
  const given = args.text('directory');
  if (given === undefined) return undefined;
  const directory = path.resolve(cwd, given);
  try {
    await mkdir(directory, { recursive: true });
  } catch (thrown) {
    throw new UsageError(`--directory ${given} cannot be made: ${reasonOf(thrown)}: name another one`);
  }
  return directory;
};

/** Runs until it is interrupted; exit code 0. */
export const peerObjectStore = (args: Args, io: Io): Promise<number> =>
  runReceiver(args, io, async () => {
    const directory = await directoryOf(args, io);
    return {
      settings: {
        validate: false,
        keep: true,
        stores: true,
        ...(directory === undefined ? {} : { directory }),
      },
      usualPoint: '/live',
      greeting: ([url = '', ...secure]) => [
        `stores below ${url}/`,
        ...secure.map((each) => `             ${each}/`),
        'PUT, POST, GET, HEAD and DELETE of any path in it; Ctrl-C ends it.',
      ],
    };
  });
