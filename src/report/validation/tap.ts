import { tapComment, tapPlan, tapPoint, type TapPoint } from '../tap-line.ts';
import type { ReportedFinding, RuleBook, ValidationReport } from './document.ts';

/** The findings of each rule, in the order of the rules that were exercised, then of those that were not. */
export const findingsByRule = (
  exercised: readonly string[],
  findings: readonly ReportedFinding[],
): ReadonlyMap<string, readonly ReportedFinding[]> => {
  const byRule = new Map<string, ReportedFinding[]>(exercised.map((rule) => [rule, []]));
  for (const finding of findings) {
    const own = byRule.get(finding.rule);
    if (own === undefined) byRule.set(finding.rule, [finding]);
    else own.push(finding);
  }
  return byRule;
};

const placeText = ({ object, box, offset }: ReportedFinding): string =>
  `${object}${box === '' ? '' : ` ${box}`} @ ${String(offset)}`;

const pointOf = (
  where: string,
  rule: string,
  found: readonly ReportedFinding[],
  book: RuleBook,
): TapPoint => {
  const [worst] = [...found].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const description = `${where} ${rule} ${worst?.message ?? book(rule).says}`;
  if (worst === undefined) return { ok: true, description };
  return {
    ok: worst.severity !== 'error',
    description,
    diagnostics: {
      severity: worst.severity,
      box: worst.box,
      offset: worst.offset,
      expected: worst.expected,
      actual: worst.actual,
      count: found.reduce((sum, { count }) => sum + count, 0),
      standard: worst.standard,
      clauses: worst.clauses,
      places: found.map(placeText),
    },
  };
};

/**
 * The report as flat TAP 14 (testanything.org): a point for each rule that had something to look at in a file, and for
 * each that found something in a set. Only errors are `not ok`; warnings tell themselves in the diagnostics.
 */
export const validationTap = ({ files, sets }: ValidationReport, book: RuleBook): string => {
  const lines: string[] = ['TAP version 14'];
  let count = 0;
  const add = (where: string, exercised: readonly string[], findings: readonly ReportedFinding[]): void => {
    for (const [rule, found] of findingsByRule(exercised, findings)) {
      count += 1;
      lines.push(...tapPoint(count, pointOf(where, rule, found, book)));
    }
  };
  for (const { path, exercised, findings, verdict } of files) {
    lines.push(tapComment(`${path}: ${verdict}`));
    add(path, exercised, findings);
  }
  for (const set of sets) add(set.files.join(' + '), [], set.findings);
  return `${[...lines, tapPlan(count)].join('\n')}\n`;
};
