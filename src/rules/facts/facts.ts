import type { Level } from '../../spec/clause.ts';

/** What a finding is worth. */
export type Severity = 'error' | 'warning' | 'info';

/** How sure we are that the demand, and where it stands, is read right. What is `low` is never an error by default. */
export type Confidence = 'high' | 'medium' | 'low';

/**
 * Where a rule stands and how much it weighs: the level of the sentence, the severity by default and under
 * `--strict`, our confidence, the standard and its clause (ISO/IEC numbers; those of 23000-19 are of its 2020
 * edition), and the mode that a rule needs: `deep` reads access units, `head` follows later editions of the ingest
 * document.
 */
export type Facts = readonly [
  level: Level,
  severity: Severity,
  strict: Severity,
  confidence: Confidence,
  standard: string,
  mode?: 'deep' | 'head',
];
