import { safeJson } from '../text.ts';
import type { ReportedFinding, ReportedPlace, ValidationReport } from './document.ts';

const placeItem = ({ object, box, offset }: ReportedPlace): object => ({ object, box, offset });

const findingItem = (finding: ReportedFinding): object => {
  const { rule, clauses, severity, message, expected, actual, length, count, aliases, more, standard } =
    finding;
  return {
    rule,
    clauses,
    severity,
    message,
    ...placeItem(finding),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    length,
    count,
    aliases,
    more: more.map(placeItem),
    standard,
  };
};

/** The report as JSON text (RFC 8259) of the published shape, with a line end. */
export const validationJson = ({ files, sets, summary }: ValidationReport): string =>
  `${safeJson(
    {
      files: files.map(({ path, kind, verdict, findings, exercised }) => ({
        path,
        kind,
        verdict,
        findings: findings.map(findingItem),
        exercised: exercised.length,
      })),
      sets: sets.map((set) => ({ files: set.files, findings: set.findings.map(findingItem) })),
      summary,
    },
    2,
  )}\n`;
