/** `self-test`: each scenario and each rule passes its conforming twin, and catches its mutants. */
import { availableParallelism } from 'node:os';
import { expandedPattern, checkNames, UsageError, wholeNumber } from '../config/index.ts';
import { loadXmlParser } from '../media/xml-parser.ts';
import { ruleIds } from '../rules/facts/index.ts';
import { ruleTrials, type RuleTrial } from '../rules/self-test.ts';
import { matches } from '../runner/plan.ts';
import { selfTest as runSelfTest } from '../runner/self-test.ts';
import type { SelfTestResult } from '../runner/self-test.ts';
import { catalogue } from './catalogue.ts';
import type { Command } from './command.ts';
import { note } from './io.ts';
import { allScenarios, pairsOf, suiteOf } from './registry.ts';
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

const trialText = ({ rule, what, caught, surprises }: RuleTrial): string =>
  [`${caught ? '✓' : '✗'} ${rule}  ${what}`, ...surprises.map((line) => `    ${line}`), ''].join('\n');

const trialItem = ({ rule, what, caught, surprises }: RuleTrial): object => ({
  rule,
  mutant: what,
  caught,
  surprises,
});

/** The trials of the rules that are wanted, told as they end. */
const runTrials = (
  wanted: (id: string) => boolean,
  signal: AbortSignal,
  tell: (trial: RuleTrial) => void,
): readonly RuleTrial[] => {
  const trials: RuleTrial[] = [];
  for (const trial of ruleTrials(wanted)) {
    trials.push(trial);
    tell(trial);
    if (signal.aborted) break;
  }
  return trials;
};

/** A pattern that rules are like; a family stands for all that is in it. */
const rulePattern = (pattern: string): string | undefined =>
  [pattern, `${pattern}-*`].find((one) => ruleIds.some((id) => matches(id, one)));

const countsLine = (results: readonly SelfTestResult[], trials: readonly RuleTrial[]): string => {
  const all = [...results, ...trials];
  const caught = all.filter((each) => each.caught).length;
  const scenarios = String(new Set(results.map((result) => result.id)).size);
  const rules = String(new Set(trials.map((trial) => trial.rule)).size);
  return `${scenarios} scenarios, ${rules} rules, ${String(all.length)} mutants: ${String(caught)} caught, ${String(all.length - caught)} escaped\n`;
};

export const selfTest: Command = {
  flags: {
    only: { kind: 'list', value: 'GLOB', describe: 'only scenarios or rules like this; may be given again' },
    suite: {
      kind: 'list',
      value: 'NAME',
      describe: 'only scenarios of this suite, and no rules; may be given again',
    },
    rules: { kind: 'switch', describe: 'only rules' },
    jobs: { kind: 'text', value: 'N', describe: 'how many scenarios run at once' },
    json: { kind: 'switch', describe: 'as JSON' },
  },
  positionals: { names: [], least: 0, most: 0 },
  examples: [
    ['ingestspec self-test --suite icecast', 'the scenarios of one suite'],
    ["ingestspec self-test --rules --only 'CMAF-TRK-*'", 'the rules of one family'],
  ],
  run: async (args, io) => {
    await loadXmlParser();
    const only = args.list('only');
    const others = only.filter((pattern) => rulePattern(pattern) === undefined);
    checkNames({ only: others }, catalogue, () => '');
    const suites = args.list('suite');
    checkNames({ suites }, catalogue, () => '');
    if (suites.length > 0 && args.has('rules'))
      throw new UsageError('--rules are of no suite: leave out --suite or --rules');
    const patterns = only.map((pattern) => rulePattern(pattern) ?? expandedPattern(pattern, catalogue));
    const wanted = (id: string): boolean =>
      patterns.length === 0 || patterns.some((pattern) => matches(id, pattern));
    const jobs = wholeNumber(args.text('jobs') ?? String(8 * availableParallelism()), '--jobs', 1);
    const chosen = args.has('rules')
      ? []
      : allScenarios.filter(({ id }) => wanted(id) && (suites.length === 0 || suites.includes(suiteOf(id))));
    const wantedRule = (id: string): boolean => suites.length === 0 && wanted(id);
    if (chosen.length === 0 && !ruleIds.some(wantedRule)) {
      note(
        io,
        `nothing is selected: no scenario or rule is like ${only.join(' or ')}; see ingestspec list scenarios`,
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
    const trials = runTrials(wantedRule, io.signal, (trial) => {
      if (!asJson) io.stdout.write(trialText(trial));
    });
    if (asJson) io.stdout.write(jsonText([...results.map(itemOf), ...trials.map(trialItem)]));
    else io.stdout.write(countsLine(results, trials));
    return [...results, ...trials].every((each) => each.caught) ? 0 : 1;
  },
};
