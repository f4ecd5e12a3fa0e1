/** `report diff`: what turned red or green from one run to another. */
import path from 'node:path';
import { UsageError } from '../config/index.ts';
import { differenceMarkdown } from '../report/difference-markdown.ts';
import { differenceText } from '../report/difference-text.ts';
import { differenceLine, differenceOf } from '../report/difference.ts';
import { safeJson } from '../report/text.ts';
import type { Command } from './command.ts';
import { readComparedRun } from './saved-report.ts';

export const reportDiff: Command = {
  flags: {
    json: { kind: 'switch', describe: 'as JSON, with nothing left out' },
    markdown: { kind: 'switch', describe: 'as a page for a job summary or a comment' },
  },
  positionals: { names: ['<run-dir|run.json>', '<run-dir|run.json>'], least: 2, most: 2 },
  examples: [
    [
      'ingestspec report diff before after',
      'what turned red or green; exit code 0: nothing turned red, 1: something did, 2: a run cannot be read',
    ],
    [
      'ingestspec report diff before after --markdown >> "$GITHUB_STEP_SUMMARY"',
      'the same, in the summary of a job',
    ],
  ],
  run: (args, io) => {
    if (args.has('json') && args.has('markdown'))
      throw new UsageError('--json and --markdown are two forms of the same: give one of them');
    const [before, after] = args.positionals.map((place) =>
      readComparedRun(path.resolve(io.cwd, place), place),
    );
    if (before === undefined || after === undefined) throw new Error('there are two runs');
    const difference = differenceOf(before, after);
    if (args.has('json'))
      io.stdout.write(`${safeJson({ summary: differenceLine(difference), ...difference }, 2)}\n`);
    else io.stdout.write(args.has('markdown') ? differenceMarkdown(difference) : differenceText(difference));
    return Promise.resolve(difference.red.length > 0 ? 1 : 0);
  },
};
