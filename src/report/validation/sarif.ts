import { safeJson } from '../text.ts';
import type { ReportedFinding, ReportedPlace, RuleBook, Severity, ValidationReport } from './document.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * A path as a URI reference (RFC 3986): relative as it was given, or `file:` where it is absolute. Bytes that a URI
 * has no place for are escaped, the slashes between names are not.
 */
const uriOf = (path: string): string => {
  const escaped = path
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
  return path.startsWith('/') ? `file://${escaped}` : escaped;
};

const locationOf = ({ object, box, offset }: ReportedPlace, length = 0): object => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(object) },
    region: { byteOffset: offset, ...(length > 0 ? { byteLength: length } : {}) },
  },
  ...(box === '' ? {} : { logicalLocations: [{ fullyQualifiedName: box }] }),
});

const resultOf = (finding: ReportedFinding, indexes: ReadonlyMap<string, number>): object => {
  const { rule, severity, message, length, more, count, box, expected, actual, clauses, aliases, standard } =
    finding;
  const told = [
    message,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(actual === undefined ? [] : [`actual ${actual}`]),
  ];
  return {
    ruleId: rule,
    ruleIndex: indexes.get(rule) ?? -1,
    level: levels[severity],
    message: { text: told.join('; ') },
    locations: [locationOf(finding, length)],
    ...(more.length === 0 ? {} : { relatedLocations: more.map((place) => locationOf(place)) }),
    occurrenceCount: count,
    properties: {
      box,
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
      clauses,
      aliases,
      standard,
    },
  };
};

const ruleOf = (id: string, book: RuleBook): object => {
  const { says, severity, standard } = book(id);
  return {
    id,
    shortDescription: { text: says },
    defaultConfiguration: { level: levels[severity] },
    properties: { standard },
  };
};

/**
 * The report as a SARIF log (OASIS SARIF 2.1.0): one run, a rule for each id that was found broken, a result for each
 * finding. Offsets are bytes of the file.
 */
export const validationSarif = (
  { files, sets }: ValidationReport,
  book: RuleBook,
  tool: { readonly name: string; readonly version: string },
): string => {
  const findings = [...files, ...sets].flatMap((one) => one.findings);
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const indexes = new Map(rules.map((id, index) => [id, index]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: tool.name, version: tool.version, rules: rules.map((id) => ruleOf(id, book)) },
        },
        results: findings.map((finding) => resultOf(finding, indexes)),
      },
    ],
  };
  return `${safeJson(log, 2)}\n`;
};
