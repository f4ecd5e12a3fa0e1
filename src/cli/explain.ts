/** `explain`: all that somebody wants to know of one id, in one place. */
import { suggestion, UsageError } from '../config/index.ts';
import type { Command } from './command.ts';
import { everyId, pageOf, pageText } from './explain-pages.ts';

export const explain: Command = {
  flags: {},
  positionals: { names: ['<id>'], least: 1, most: 1 },
  examples: [
    ['ingestspec explain ICE-REQ-AUTH', 'a clause'],
    ['ingestspec explain CMAF-TRK-001', 'a rule of the validator'],
    ['ingestspec explain inconclusive', 'a verdict'],
  ],
  run: (args, io) => {
    const [id = ''] = args.positionals;
    const known = everyId();
    const page = pageOf(known.find((one) => one.toLowerCase() === id.toLowerCase()) ?? id);
    if (page === undefined) {
      throw new UsageError(
        `there is nothing of the name “${id}”: ${suggestion(id, known, 'see ingestspec list clauses, scenarios, rules, quirks or features')}`,
      );
    }
    io.stdout.write(pageText(page));
    return Promise.resolve(0);
  },
};
