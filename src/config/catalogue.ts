/** The names that exist, against which what a user wrote is checked. */
import { clauses } from '../spec/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './usage-error.ts';

export interface Catalogue {
  /** Ids of all scenarios. */
  readonly scenarios: readonly string[];
  readonly reporters: readonly string[];
}

export const suitesOf = (catalogue: Catalogue): string[] => [
  ...new Set(catalogue.scenarios.map((id) => id.split('/')[0] ?? id)),
];

const clauseIds = Object.keys(clauses);

type Kind = 'suite' | 'scenario' | 'clause' | 'reporter';

const listings: Record<Kind, string> = {
  suite: 'ingestspec list suites',
  scenario: 'ingestspec list scenarios',
  clause: 'ingestspec list clauses',
  reporter: 'ingestspec list reporters',
};

const namesOf = (kind: Kind, catalogue: Catalogue): readonly string[] => {
  switch (kind) {
    case 'suite':
      return suitesOf(catalogue);
    case 'scenario':
      return catalogue.scenarios;
    case 'clause':
      return clauseIds;
    case 'reporter':
      return catalogue.reporters;
  }
};

/** What is wrong with a name, as one line; `undefined` where it is known. */
export const unknown = (kind: Kind, name: string, catalogue: Catalogue): string | undefined => {
  const names = namesOf(kind, catalogue);
  if (names.includes(name)) return undefined;
  return `unknown ${kind} “${name}”: ${suggestion(name, names, `see ${listings[kind]}`)}`;
};

const isGlob = (pattern: string): boolean => /[*?]/.test(pattern);

/** What is wrong with a pattern for scenarios: without a wildcard it has to be a scenario or a group of them. */
const unknownPattern = (pattern: string, catalogue: Catalogue): string | undefined =>
  isGlob(pattern) || catalogue.scenarios.some((id) => id.startsWith(`${pattern}/`))
    ? undefined
    : unknown('scenario', pattern, catalogue);

/** A group of scenarios stands for all that is in it. */
export const expandedPattern = (pattern: string, catalogue: Catalogue): string =>
  isGlob(pattern) || catalogue.scenarios.includes(pattern) ? pattern : `${pattern.replace(/\/$/, '')}/*`;

/** The lists of names that settings hold. */
export interface Names {
  readonly suites?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly clauses?: readonly string[];
  readonly reporters?: readonly { readonly name: string }[];
}

/**
 * @param where says where the item of a list stands; empty where it is on the command line
 * @throws UsageError for the first name that is not known
 */
export const checkNames = (
  names: Names,
  catalogue: Catalogue,
  where: (key: keyof Names, index: number) => string,
): void => {
  const complain = (key: keyof Names, wrong: (string | undefined)[]): void => {
    const index = wrong.findIndex((one) => one !== undefined);
    const complaint = wrong[index];
    if (complaint !== undefined) throw new UsageError(`${where(key, index)}${complaint}`);
  };
  complain(
    'suites',
    (names.suites ?? []).map((name) => unknown('suite', name, catalogue)),
  );
  complain(
    'only',
    (names.only ?? []).map((pattern) => unknownPattern(pattern, catalogue)),
  );
  complain(
    'skip',
    (names.skip ?? []).map((pattern) => unknownPattern(pattern, catalogue)),
  );
  complain(
    'clauses',
    (names.clauses ?? []).map((name) => unknown('clause', name, catalogue)),
  );
  complain(
    'reporters',
    (names.reporters ?? []).map(({ name }) => unknown('reporter', name, catalogue)),
  );
};
