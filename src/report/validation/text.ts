/** What a validation found, for a person. */
import { mark, paintFor, type Kind, type Paint } from '../marks.ts';
import { counted, line } from '../text.ts';
import {
  countOf,
  type FileReport,
  type FileVerdict,
  type ReportedFinding,
  type SetReport,
  type Severity,
  type ValidationSummary,
} from './document.ts';
import { hexLines, placeText, type Excerpt } from './excerpt.ts';

/** What the text says beyond the report: looked up when a finding is told, and only then. */
export interface TextWords {
  readonly color: boolean;
  /** The sentence of a clause. */
  readonly clauseSays: (id: string) => string;
  /** The bytes around a finding, where they can still be read. */
  readonly excerptOf: (finding: ReportedFinding) => Excerpt | undefined;
  /** The line that runs one rule again on files. */
  readonly again: (paths: readonly string[], rule: string) => string;
}

/** The graver first. */
const severities = ['error', 'warning', 'info'] as const;

const severityMarks: Readonly<Record<Severity, Kind>> = { error: 'fail', warning: 'warn', info: 'info' };

const verdictMarks: Readonly<Record<FileVerdict, Kind>> = {
  conformant: 'pass',
  'conformant-with-warnings': 'warn',
  'non-conformant': 'fail',
  'not-judged': 'inconclusive',
};

const longest = { path: 500, message: 1000, value: 1000 };

const countsText = (findings: readonly ReportedFinding[]): string =>
  severities
    .map((severity) => [severity, countOf(findings, severity)] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => counted(count, severity))
    .join(', ');

const labelled = (label: string, text: string): string => `      ${label.padEnd(9)} ${text}`;

const paintFrom = ({ color }: TextWords): Paint =>
  paintFor({ color, write: () => undefined, terminal: false, columns: 0 });

const hexOf = (finding: ReportedFinding, words: TextWords, paint: Paint): string[] => {
  const excerpt = words.excerptOf(finding);
  if (excerpt === undefined) return [];
  const lines = hexLines(excerpt, finding.offset, finding.length, (text) => paint(['bold', 'red'], text));
  return lines === undefined ? [] : [labelled('bytes', lines.bytes), labelled('', lines.marks)];
};

const furtherPlaces = ({ count, more, object }: ReportedFinding): string[] => {
  if (count <= 1) return [];
  const places = more.map((place) => {
    const where = placeText(place.box, place.offset);
    return place.object === object ? where : `${line(place.object, longest.path)} ${where}`;
  });
  const rest = count - 1 - places.length;
  return [
    labelled(`×${String(count)}`, [...places, ...(rest > 0 ? [`and ${String(rest)} more`] : [])].join('; ')),
  ];
};

/** The lines of one finding. `paths` are what was judged: the line that runs it again names them. */
const findingLines = (
  finding: ReportedFinding,
  paths: readonly string[],
  words: TextWords,
  paint: Paint,
): string[] => {
  const { rule, aliases, severity, message, object, box, offset, expected, actual, standard, clauses } =
    finding;
  const where = placeText(box, offset);
  return [
    `  ${mark(severityMarks[severity], paint)} ${severity} ${paint('bold', [rule, ...aliases].join(', '))}  ${line(message, longest.message)}`,
    labelled(
      'at',
      paths.length === 1 && object === paths[0] ? where : `${line(object, longest.path)} ${where}`,
    ),
    ...hexOf(finding, words, paint),
    ...(expected === undefined ? [] : [labelled('expected', line(expected, longest.value))]),
    ...(actual === undefined ? [] : [labelled('actual', line(actual, longest.value))]),
    labelled('standard', standard),
    ...clauses.map((id) => labelled('clause', `${id}: ${words.clauseSays(id)}`)),
    ...furtherPlaces(finding),
    labelled('again', words.again(paths, rule)),
  ];
};

const listing = (
  findings: readonly ReportedFinding[],
  paths: readonly string[],
  words: TextWords,
  paint: Paint,
): string[] =>
  // What is graver stands first.
  severities.flatMap((severity) =>
    findings
      .filter((finding) => finding.severity === severity)
      .flatMap((finding) => [...findingLines(finding, paths, words, paint), '']),
  );

const linesOf = (lines: readonly string[]): string => lines.map((each) => `${each}\n`).join('');

/** A file (or the files of a track): a line with its verdict, and what was found. */
export const fileText = (file: FileReport, words: TextWords): string => {
  const paint = paintFrom(words);
  const { path, verdict, findings, exercised } = file;
  const told = countsText(findings) || counted(exercised.length, 'rule');
  return linesOf([
    `${mark(verdictMarks[verdict], paint)} ${line(path, longest.path)}  ${verdict}: ${told}`,
    ...listing(findings, [path], words, paint),
  ]);
};

/** What was found about tracks together; nothing where nothing was. */
export const setText = ({ files, findings }: SetReport, words: TextWords): string => {
  if (findings.length === 0) return '';
  const paint = paintFrom(words);
  const names = files.map((file) => line(file, longest.path)).join(' + ');
  return linesOf([
    `${mark(countOf(findings, 'error') > 0 ? 'fail' : 'warn', paint)} ${names}  together: ${countsText(findings)}`,
    ...listing(findings, files, words, paint),
  ]);
};

/** The line at the end. */
export const summaryText = ({ files, errors, warnings, infos }: ValidationSummary): string =>
  `${counted(files, 'file')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(infos, 'info')}\n`;
