/** What there is to know of a rule. */
import { clause as clauseOf, clauses } from '../spec/index.ts';
import type { Page } from './explain-pages.ts';
import { allRules, type ListedRule } from './list-rules.ts';

const strictness = ({ severity, strict, confidence }: ListedRule): string =>
  severity === strict
    ? `${severity}; our confidence in it is ${confidence}`
    : `${severity}, and ${strict} with --strict; our confidence in it is ${confidence}`;

const modes = {
  deep: ['only with --deep=first-sample or --deep=every'],
  head: ['only with --head: it stands in later editions of the ingest document'],
} as const;

const statusLines = ({ rule, excluded }: ListedRule): readonly string[] => {
  if (excluded !== undefined) return [`not judged: ${excluded}`];
  return rule.about === 'alias' ? [`the same demand as ${rule.of.join(', ')}, judged there`] : [];
};

const names = (ids: readonly string[] | undefined): readonly string[] =>
  ids === undefined || ids.length === 0 ? [] : [ids.join(', ')];

const pageFor = (listed: ListedRule): Page => {
  const { id, level, family, rule, standard, mode, mutants, excluded } = listed;
  return {
    id,
    kind: `rule · ${level} · ${listed.severity}`,
    says: rule.says,
    rows: [
      ['status', statusLines(listed)],
      ['severity', [strictness(listed)]],
      ['standard', [standard]],
      ['judged', mode === undefined ? [] : modes[mode]],
      ['about', rule.about === 'alias' || rule.about === 'excluded' ? [] : [`each ${rule.about}`]],
      ['clauses', listed.clauses.map((clause) => `${clause}: ${clauseOf(clause).says}`)],
      ['silent', names(rule.unless).map((ids) => `where ${ids} found something on the same thing`)],
      [mutants.length === 1 ? 'mutant' : 'mutants', mutants],
      ['run', excluded === undefined ? [`ingestspec validate --rule ${id} FILE`] : []],
      ['try it', mutants.length === 0 ? [] : [`ingestspec self-test --rules --only ${id}`]],
      ['family', [`${family}: ingestspec validate --rule ${family} FILE`]],
    ],
  };
};

/** The page of a rule; `undefined` where there is none of that name. A clause of the same name comes first. */
export const rulePage = (id: string): Page | undefined => {
  const listed = allRules.find((one) => one.id === id);
  return listed === undefined || Object.hasOwn(clauses, id) ? undefined : pageFor(listed);
};
