/** `self-test`: each scenario passes its conforming twin, and catches its mutant by the clauses of the table. */
import { availableParallelism } from 'node:os';
import { expandedPattern, checkNames, wholeNumber } from '../config/index.ts';
import { matches } from '../runner/plan.ts';
import { selfTest as runSelfTest } from '../runner/self-test.ts';
import type { SelfTestResult } from '../runner/self-test.ts';
import { catalogue } from './catalogue.ts';
import type { Command } from './command.ts';
import { note } from './io.ts';
import { allScenarios, pairsOf } from './registry.ts';
import { jsonText } from './table.ts';

const nothingSelected = 5;

/** What went wrong, a line each. */
const complaints = ({ twin, twinPasses, mutant, missed, unexpected }: SelfTestResult): string[] => [
  ...(twinPasses
    ? []
    : [
        `its conforming twin is judged ${twin.verdict}${twin.reason === undefined ? '' : `: ${twin.reason.split('\n')[0] ?? ''}`}`,
        ...twin.checks
          .filter((check) => check.verdict !== 'pass')
          .map((check) => `  ${check.id} ${check.verdict}: ${check.actual ?? ''}`),
      ]),
  ...(mutant.breaks.length === 0 ? ['its mutant breaks nothing, says the table'] : []),
  ...missed.map((clause) => `${clause} is not found broken in the mutant ${mutant.quirks.join(' + ')}`),
  ...unexpected.map(
    (clause) =>
      `${clause} is found broken in the mutant ${mutant.quirks.join(' + ')}, and the table does not say so`,
  ),
];

const resultText = (result: SelfTestResult): string =>
  [
    `${result.caught ? '✓' : '✗'} ${result.id}  ${result.mutant.quirks.join(' + ')}`,
    ...complaints(result).map((line) => `    ${line}`),
    '',
  ].join('\n');

/** What a machine is given of a result. */
const itemOf = (result: SelfTestResult): object => ({
  id: result.id,
  twin: result.twin.verdict,
  mutant: {
    peer: result.mutant.peer,
    quirks: result.mutant.quirks,
    breaks: result.mutant.breaks,
    caught: result.caught,
    missed: result.missed,
    unexpected: result.unexpected,
  },
});

const countsLine = (results: readonly SelfTestResult[]): string => {
  const caught = results.filter((result) => result.caught).length;
  const scenarios = String(new Set(results.map((result) => result.id)).size);
  return `${scenarios} scenarios, 0 rules, ${String(results.length)} mutants: ${String(caught)} caught, ${String(results.length - caught)} escaped\n`;
};

export const selfTest: Command = {
  flags: {
    only: { kind: 'list', value: 'GLOB', describe: 'only scenarios like this; may be given again' },
    jobs: { kind: 'text', value: 'N', describe: 'how many scenarios run at once' },
    json: { kind: 'switch', describe: 'as JSON' },
  },
  positionals: { names: [], least: 0, most: 0 },
  examples: [["ingestspec self-test --only 'icecast/*'", 'the scenarios of one suite']],
  run: async (args, io) => {
    const only = args.list('only');
    checkNames({ only }, catalogue, () => '');
    const patterns = only.map((pattern) => expandedPattern(pattern, catalogue));
    const jobs = wholeNumber(args.text('jobs') ?? String(8 * availableParallelism()), '--jobs', 1);
    const chosen = allScenarios.filter(
      ({ id }) => patterns.length === 0 || patterns.some((pattern) => matches(id, pattern)),
    );
    if (chosen.length === 0) {
      note(
        io,
        `nothing is selected: no scenario is like ${only.join(' or ')}; see ingestspec list scenarios`,
      );
      return nothingSelected;
    }
    const asJson = args.has('json');
    const results = await runSelfTest(
      pairsOf(chosen).map(({ id, scenario, mutant }) => [id, scenario, mutant] as const),
      jobs,
      io.signal,
      (result) => {
        if (!asJson) io.stdout.write(resultText(result));
      },
    );
    if (asJson) io.stdout.write(jsonText(results.map(itemOf)));
    else io.stdout.write(countsLine(results));
    return results.every((result) => result.caught) ? 0 : 1;
  },
};
