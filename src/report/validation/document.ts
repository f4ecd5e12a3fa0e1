/**
 * What a validation found, as plain values: the shape of `validate --format json`, and what every other format is made
 * of. Nothing in it refers to how rules are written, so that formats decide nothing.
 */

export type Severity = 'error' | 'warning' | 'info';

export type FileVerdict = 'conformant' | 'conformant-with-warnings' | 'non-conformant' | 'not-judged';

export const fileVerdicts: readonly FileVerdict[] = [
  'conformant',
  'conformant-with-warnings',
  'non-conformant',
  'not-judged',
];

/** What a track carries; `several` where a file has more than one track, `unknown` where no header tells. */
export type MediaKind =
  'video' | 'audio' | 'text' | 'subtitle' | 'metadata' | 'other' | 'several' | 'unknown';

export const mediaKinds: readonly MediaKind[] = [
  'video',
  'audio',
  'text',
  'subtitle',
  'metadata',
  'other',
  'several',
  'unknown',
];

/** A place in a file: the box by its path, and its absolute offset in bytes. */
export interface ReportedPlace {
  readonly object: string;
  readonly box: string;
  readonly offset: number;
}

export interface ReportedFinding extends ReportedPlace {
  readonly rule: string;
  readonly aliases: readonly string[];
  readonly clauses: readonly string[];
  readonly severity: Severity;
  readonly message: string;
  /** How many bytes at `offset` are at fault; 0 where it is a place rather than bytes. */
  readonly length: number;
  readonly expected?: string;
  readonly actual?: string;
  /** How many times it was found, this one included. */
  readonly count: number;
  readonly more: readonly ReportedPlace[];
  /** The standard and its clause. */
  readonly standard: string;
}

/** A track: one file, or the files of a track in a directory. */
export interface FileReport {
  readonly path: string;
  readonly kind: MediaKind;
  readonly verdict: FileVerdict;
  readonly findings: readonly ReportedFinding[];
  /** The rules that had something to look at. */
  readonly exercised: readonly string[];
}

/** Tracks that were judged together. */
export interface SetReport {
  readonly files: readonly string[];
  readonly findings: readonly ReportedFinding[];
}

export interface ValidationSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export interface ValidationReport {
  readonly files: readonly FileReport[];
  readonly sets: readonly SetReport[];
  readonly summary: ValidationSummary;
}

/** What a rule says, for formats that tell more than its id. */
export interface RuleWords {
  readonly says: string;
  readonly severity: Severity;
  readonly level: 'must' | 'should' | 'may';
  readonly standard: string;
}

/** Looks up the words of a rule by its id. */
export type RuleBook = (id: string) => RuleWords;

/** How many findings there are of a severity, each counted once however often it was found. */
export const countOf = (findings: readonly { readonly severity: Severity }[], severity: Severity): number =>
  findings.filter((finding) => finding.severity === severity).length;

/** The verdict on findings, where at least one rule had something to look at. */
export const verdictOf = (
  findings: readonly { readonly severity: Severity }[],
  judged: boolean,
): FileVerdict => {
  if (countOf(findings, 'error') > 0) return 'non-conformant';
  if (countOf(findings, 'warning') > 0) return 'conformant-with-warnings';
  return judged ? 'conformant' : 'not-judged';
};

/** Counts over all files and sets. */
export const summaryOf = (files: readonly FileReport[], sets: readonly SetReport[]): ValidationSummary => {
  const findings = [...files, ...sets].flatMap((one) => one.findings);
  return {
    files: files.length,
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    infos: countOf(findings, 'info'),
  };
};
