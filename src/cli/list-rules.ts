/** The rules of the validator, looked at from the command line. */
import { facts, ruleIds, type RuleId } from '../rules/facts/index.ts';
import type { Confidence, Facts, Severity } from '../rules/facts/facts.ts';
import { ruleMutants } from '../rules/mutants/index.ts';
import type { Rule } from '../rules/rule.ts';
import { rules } from '../rules/rules.ts';
import type { ClauseId, Level } from '../spec/index.ts';

export interface ListedRule {
  readonly id: RuleId;
  /** The id without its number. */
  readonly family: string;
  readonly rule: Rule;
  readonly level: Level;
  readonly severity: Severity;
  readonly strict: Severity;
  readonly confidence: Confidence;
  readonly standard: string;
  /** What it needs: access units, or later editions of the ingest document. */
  readonly mode?: 'deep' | 'head';
  readonly clauses: readonly ClauseId[];
  /** What its mutants do. */
  readonly mutants: readonly string[];
  /** Why it is not judged. */
  readonly excluded?: string;
}

const factsOf = (id: RuleId): Facts => facts[id];

const listed = (id: RuleId): ListedRule => {
  const [level, severity, strict, confidence, standard, mode] = factsOf(id);
  const rule = rules[id];
  const mutants = ruleMutants[id];
  return {
    id,
    family: id.replace(/-\d+[a-z]?$/, ''),
    rule,
    level,
    severity,
    strict,
    confidence,
    standard,
    ...(mode === undefined ? {} : { mode }),
    clauses: rule.decides ?? [],
    mutants: mutants === 'excluded' ? [] : mutants.map(({ what }) => what),
    ...(rule.about === 'excluded' ? { excluded: rule.reason } : {}),
  };
};

/** Every rule, in the order of the tables. */
export const allRules: readonly ListedRule[] = ruleIds.map(listed);

/** The rules that are judged and decide a clause, or help to. */
export const rulesDeciding = (clause: ClauseId): readonly ListedRule[] =>
  allRules.filter(({ clauses, excluded }) => excluded === undefined && clauses.includes(clause));

/** What a machine is told of a rule. */
export const ruleItem = ({
  id,
  family,
  rule,
  severity,
  strict,
  confidence,
  standard,
  mode,
  clauses,
  mutants,
  excluded,
}: ListedRule): object => ({
  id,
  family,
  title: rule.says,
  severity,
  strict,
  confidence,
  standard,
  ...(mode === undefined ? {} : { mode }),
  clauses,
  mutants: mutants.length,
  ...(excluded === undefined ? {} : { excluded }),
});
