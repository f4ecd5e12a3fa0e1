/** Our receiving entity of interface 1 on its own: `ingestspec peer receiving-entity`. */
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { runReceiver } from './run-receiver.ts';

/** Runs until it is interrupted; exit code 0. */
export const peerReceivingEntity = (args: Args, io: Io): Promise<number> =>
  runReceiver(args, io, () => ({
    settings: { validate: !args.has('no-validate'), keep: false },
    usualPoint: '/live.isml',
    greeting: ([url = '', ...secure], isAnyPoint) => [
      `POST URL ${url}${isAnyPoint ? ' (or any other publishing point)' : ''}`,
      ...secure.map((each) => `         ${each}`),
      `tracks   Streams(video.cmfv) and the like are appended to it, or nothing`,
      'Ctrl-C ends it.',
    ],
  }));
