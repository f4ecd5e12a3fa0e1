import type { RuleId } from './facts/index.ts';
import type { Finding } from './finding.ts';
import { findingsOf, judge } from './judge.ts';
import type { Mutant } from './mutants/mutant.ts';
import { ruleMutants } from './mutants/index.ts';
import { defaultSettings } from './settings.ts';

/** What became of one mutant of a rule. */
export interface RuleTrial {
  readonly rule: RuleId;
  readonly what: string;
  /** Whether its rule reported it, with its declared companions and nothing else, and nothing was said of its twin. */
  readonly caught: boolean;
  /** What went otherwise, for people. */
  readonly surprises: readonly string[];
}

const line = (finding: Finding): string =>
  `${finding.rule} at ${finding.box || finding.object}: ${finding.message}`;

const namesOf = (findings: readonly Finding[]): ReadonlySet<RuleId> =>
  new Set(findings.flatMap(({ rule, aliases }) => [rule, ...aliases]));

/** Tries one mutant: it must be told by its rule alone (and companions), and its twin must be passed in silence. */
export const tryMutant = (rule: RuleId, mutant: Mutant): RuleTrial => {
  const settings = { ...defaultSettings, ...mutant.settings };
  const twin = findingsOf(judge(mutant.twin(), settings));
  const found = findingsOf(judge(mutant.input(), settings));
  const names = namesOf(found);
  const expected = new Set<RuleId>([rule, ...mutant.also]);
  const surprises = [
    ...twin.map((finding) => `of the conforming twin: ${line(finding)}`),
    ...[...expected].filter((id) => !names.has(id)).map((id) => `${id} is silent`),
    ...found
      .filter((finding) => ![finding.rule, ...finding.aliases].some((id) => expected.has(id)))
      .map((finding) => `also ${line(finding)}`),
  ];
  return { rule, what: mutant.what, caught: surprises.length === 0, surprises };
};

/** Every mutant of every rule, or of those whose ids are wanted. */
export const ruleTrials = function* (wanted: (id: RuleId) => boolean = () => true): Generator<RuleTrial> {
  for (const [id, entry] of Object.entries(ruleMutants) as [RuleId, (typeof ruleMutants)[RuleId]][]) {
    if (entry === 'excluded' || !wanted(id)) continue;
    for (const mutant of entry) yield tryMutant(id, mutant);
  }
};
