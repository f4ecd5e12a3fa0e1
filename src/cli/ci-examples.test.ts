import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { checkNames, reporterChoice } from '../config/index.ts';
import { shardIn } from '../config/shard.ts';
import { splitCommand } from '../config/split-command.ts';
import { catalogue } from './catalogue.ts';
import { commands, isCommand } from './commands.ts';
import { parse } from './parse.ts';
import { reportMerge } from './report-merge.ts';
import { settingsOfFlags } from './test-flags.ts';

const folder = path.join(import.meta.dirname, '../../ci');
const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));

/** Every text in a YAML document. */
const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
};

/** What each service puts in place of what is written. */
const filled = (line: string): string =>
  line
    .replaceAll('${{ matrix.shard }}', '2')
    .replaceAll('${{ strategy.job-total }}', '4')
    .replaceAll(/\$[A-Z_]+/g, '2');

/** The words after `ingestspec` of each line of a file that runs it. */
const linesOf = (name: string): string[][] =>
  parseAllDocuments(readFileSync(path.join(folder, name), 'utf8')).flatMap((document) => {
    expect(document.errors).toEqual([]);
    return texts(document.toJS())
      .flatMap((text) => text.split('\n'))
      .flatMap((line) => /^npx -y ingestspec (.*?)(?: \|\| .*)?$/.exec(line.trim())?.[1] ?? [])
      .map((line) => splitCommand(filled(line)));
  });

const surroundings = { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '4', JOB_COMPLETION_INDEX: '1' };

test('there are the three', () => {
  expect(names.sort()).toEqual(['github-workflow.yml', 'gitlab-ci.yml', 'kubernetes-indexed-job.yaml']);
});

describe.for(names)('%s', (name) => {
  const lines = linesOf(name);

  test('runs the second of four shards, as this command line reads it, and merges four', async () => {
    expect(lines).toHaveLength(2);
    const [[first = '', ...words] = [], [second = '', word = '', ...others] = []] = lines;
    expect(isCommand(first) && isCommand(second)).toBe(true);
    const settings = settingsOfFlags(await parse(words, first, await commands.test.load()), undefined);
    checkNames(settings, catalogue, () => '');
    expect(settings.shard && shardIn(settings.shard, surroundings)).toEqual({ index: 2, total: 4 });
    expect(settings.output).toBeDefined();

    const report = await parse([word, ...others], second, await commands.report.load());
    expect([second, word]).toEqual(['report', 'merge']);
    const merge = await parse(others, 'report merge', reportMerge);
    expect(report.positionals.slice(1)).toEqual(merge.positionals);
    expect(merge.positionals).toHaveLength(4);
    const reporters = merge.list('reporter').map(reporterChoice);
    checkNames({ reporters }, catalogue, () => '');
    expect(reporters).toContainEqual({ name: 'junit', path: expect.stringMatching(/junit\.xml$/) as string });
  });
});
