import type { CheckResult, RunReport, ScenarioResult, Verdict } from '../../verdict/result.ts';
import { reportOf } from '../../verdict/summarise.ts';
import { junitDocument } from '../junit-document.ts';
import type { ReportedFinding, RuleBook, Severity, ValidationReport } from './document.ts';
import { findingsByRule } from './tap.ts';

/** What a validation does not know of itself, and every report of ours begins with. */
export type ValidationFacts = Pick<RunReport, 'tool' | 'profile' | 'started' | 'finished' | 'environment'> & {
  /** The line that validates files again. */
  readonly again: (paths: readonly string[]) => string;
};

const verdicts: Readonly<Record<Severity, Verdict>> = { error: 'fail', warning: 'warn', info: 'info' };
const gravest: readonly Severity[] = ['error', 'warning', 'info'];

const hex = (offset: number): string => `0x${offset.toString(16)}`;

const tell = ({ object, box, offset, message, expected, actual, count }: ReportedFinding): string =>
  [
    `${message}: ${object} ${box} @ ${String(offset)} (${hex(offset)})`.replaceAll('  ', ' '),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(actual === undefined ? [] : [`actual ${actual}`]),
    ...(count > 1 ? [`${String(count)} times`] : []),
  ].join('; ');

const checkOf = (rule: string, found: readonly ReportedFinding[], book: RuleBook): CheckResult => {
  const words = book(rule);
  const severity = gravest.find((each) => found.some((finding) => finding.severity === each));
  return {
    clause: rule,
    id: rule,
    level: words.level,
    verdict: severity === undefined ? 'pass' : verdicts[severity],
    message: `${words.says} (${words.standard})`,
    ...(found.length === 0 ? {} : { actual: found.map(tell).join('\n') }),
    evidence: [],
  };
};

const scenarioOf = (
  paths: readonly string[],
  exercised: readonly string[],
  findings: readonly ReportedFinding[],
  book: RuleBook,
  again: ValidationFacts['again'],
): ScenarioResult => {
  const path = paths.join(' + ');
  const checks = [...findingsByRule(exercised, findings)].map(([rule, found]) => checkOf(rule, found, book));
  const verdict = (['fail', 'warn', 'info', 'pass'] as const).find((each) =>
    checks.some((check) => check.verdict === each),
  );
  return {
    id: path,
    suite: path,
    role: 'client',
    title: path,
    verdict: verdict ?? 'skip',
    ...(verdict === undefined ? { reason: 'no rule had anything to look at' } : {}),
    durationMs: 0,
    checks,
    repro: again(paths),
    conversation: [],
  };
};

/**
 * The report as JUnit XML: a suite for each file and for each set with findings, a case for each rule. An error is a
 * failure; a warning passes and says in `system-out` what was found. A file is told as a scenario whose checks are
 * rules, so that one writer makes every document.
 */
export const validationJunit = (
  { files, sets }: ValidationReport,
  book: RuleBook,
  facts: ValidationFacts,
): string => {
  const { again, ...known } = facts;
  const scenarios = [
    ...files.map(({ path, exercised, findings }) => scenarioOf([path], exercised, findings, book, again)),
    ...sets
      .filter(({ findings }) => findings.length > 0)
      .map((set) => scenarioOf(set.files, [], set.findings, book, again)),
  ];
  return junitDocument(
    reportOf({
      ...known,
      target: { kind: 'client', command: 'ingestspec validate', features: {} },
      partial: false,
      seed: 0,
      gate: { strict: false, allowInconclusive: false },
      scenarios,
      baselineIssues: [],
    }),
    undefined,
    {},
  );
};
