/** What there is to know of each kind of id: a page of rows. */
import { features, isIngest, isPublication } from '../scenario/scenario.ts';
import type { FeatureName } from '../scenario/scenario.ts';
import { clause as clauseOf, clauses, docOf, documents, errata, levelOf, profiles } from '../spec/index.ts';
import type { Clause, ClauseId, Erratum, Profile } from '../spec/index.ts';
import { servingPeer } from '../verdict/repro.ts';
import { verdicts } from '../verdict/result.ts';
import type { Verdict } from '../verdict/result.ts';
import { rulePage } from './explain-rules.ts';
import { allRules, rulesDeciding, type ListedRule } from './list-rules.ts';
import { profileMeanings, verdictMeanings } from './meanings.ts';
import type { Listed, Pair, Quirk } from './registry.ts';
import {
  allClauses,
  allQuirks,
  allScenarios,
  caughtBy,
  clausesOf,
  pairsOf,
  scenariosOf,
} from './registry.ts';
import { counted } from '../report/text.ts';
import { stimulusWords } from './stimulus-words.ts';

/** A label and its lines; one without lines is left out. */
type Row = readonly [label: string, lines: readonly string[]];

export interface Page {
  readonly id: string;
  readonly kind: string;
  readonly says: string;
  readonly rows: readonly Row[];
}

export const pageText = ({ id, kind, says, rows }: Page): string => {
  const told = rows.filter(([, lines]) => lines.length > 0);
  const width = Math.max(...told.map(([label]) => label.length));
  const body = told.flatMap(([label, lines]) =>
    lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(width)}  ${line}`),
  );
  return [`${id}  ${kind}`, says, '', ...body, ''].join('\n');
};

const levels = (clause: Clause): string => {
  const { level } = clause;
  const others = profiles.filter((profile) => levelOf(clause, profile) !== level);
  return [level, ...others.map((profile) => `${levelOf(clause, profile)} under ${profile}`)].join('; ');
};

const knownErrata: Readonly<Record<string, Erratum | undefined>> = errata;

const capLine = (whose: string, caps: Erratum['caps']): string[] => {
  if (caps === undefined) return [];
  const words = profiles.flatMap((profile) =>
    caps[profile] === undefined ? [] : [`${caps[profile]} under ${profile}`],
  );
  return [`${whose} that rests on it is at most: ${words.join(', ')}`];
};

const capWords = ({ caps, clientCaps }: Erratum): string[] => [
  ...capLine('a finding', caps),
  ...capLine('a finding about a client', clientCaps),
];

const erratumLines = (id: string): string[] => {
  const known = knownErrata[id];
  return known === undefined ? [id] : [`${id}: ${known.problem}`, known.treatment, ...capWords(known)];
};

const scenarioLine = ({ id, role, scenario }: Listed): string => `${id} (${role}): ${scenario.title}`;

const mutantLine = ({ id, mutant }: Pair): string => `${mutant.quirks.join(' + ')} (${id})`;

/** What the path of an address stands for. */
const placeOf = (listed: readonly Listed[]): string =>
  listed.every(({ id }) => isIngest(id)) ? 'PUBLISHING-POINT' : 'MOUNT';

const howToRun = (option: string, listed: readonly Listed[]): string[] => {
  const roles = new Set(listed.map(({ role }) => role));
  return [
    ...(roles.size > 0 ? [`ingestspec test ${option}`] : []),
    ...(roles.has('server')
      ? [`ingestspec test http://USER:PASSWORD@HOST:PORT/${placeOf(listed)} ${option}`]
      : []),
    ...(roles.has('client') ? [`ingestspec test ${option} -- COMMAND … {url}`] : []),
    ...(roles.has('listener') ? [`ingestspec test ${option} --role listener -- COMMAND … {url}`] : []),
    ...(listed.some(({ scenario }) => scenario.needs?.includes('resolvesNames') === true)
      ? [`sudo ingestspec test ${option} --setup namespaces -- COMMAND … {url}`]
      : []),
  ];
};

const statusLine = (clause: Clause, listed: readonly Listed[], deciding: readonly ListedRule[]): string => {
  const counts = [counted(listed.length, 'scenario'), counted(deciding.length, 'rule')].filter(
    (count) => !count.startsWith('0 '),
  );
  if (counts.length > 0) return `checked by ${counts.join(' and ')}`;
  if (clause.excluded !== undefined) return `excluded: ${clause.excluded}`;
  return clause.planned ? 'planned: it can be judged, and is not yet' : 'judged by nothing';
};

const clausePage = (id: ClauseId): Page => {
  const clause = clauseOf(id);
  const { title, edition } = documents[docOf(id)];
  const listed = scenariosOf(id);
  const deciding = rulesDeciding(id);
  return {
    id,
    kind: `clause · ${clause.level} · ${clause.binds}`,
    says: clause.says,
    rows: [
      ['document', [`${title}, ${edition}: “${clause.section}”, ${clause.item}`]],
      ['keyword', [clause.keyword]],
      ['level', [levels(clause)]],
      ['binds', [clause.binds]],
      ['seen at', [clause.observable.join(', ') || 'nowhere']],
      ['status', [statusLine(clause, listed, deciding)]],
      ['errata', (clause.errata ?? []).flatMap(erratumLines)],
      ['scenarios', listed.map(scenarioLine)],
      ['rules', deciding.map(({ id: rule, rule: { says } }) => `${rule}: ${says}`)],
      [
        'mutants',
        pairsOf(listed)
          .filter(({ mutant }) => mutant.breaks.includes(id))
          .map(mutantLine),
      ],
      ['run', howToRun(`--clause ${id}`, listed)],
    ],
  };
};

const featureLine = (name: FeatureName): string => `${features[name]} (features.${name})`;

const scenarioPage = (listed: Listed): Page => {
  const { id, scenario, role, mutants } = listed;
  return {
    id,
    kind: `scenario · ${role} under test`,
    says: scenario.title,
    rows: [
      [
        'judges',
        clausesOf(listed).map(
          (clause) => `${clause} (${levels(clauseOf(clause))}): ${clauseOf(clause).says}`,
        ),
      ],
      ['needs', (scenario.needs ?? []).map(featureLine)],
      [role === 'server' ? 'we send' : 'we serve', stimulusWords(scenario)],
      [
        mutants.length === 1 ? 'mutant' : 'mutants',
        mutants.map(
          (mutant) =>
            `our ${mutant.peer} that ${quirkWords(mutant.quirks, mutant.peer)}: breaks ${mutant.breaks.join(', ')}`,
        ),
      ],
      ['run', howToRun(`--only ${id}`, [listed])],
      ['by hand', role === 'server' ? [] : [`ingestspec peer ${servingPeer(id, scenario)} --serve ${id}`]],
      ['try it', [`ingestspec self-test --only ${id}`]],
    ],
  };
};

const quirkWords = (ids: readonly string[], peer: Quirk['peer']): string =>
  ids
    .map((id) => allQuirks.find((quirk) => quirk.id === id && quirk.peer === peer)?.says ?? id)
    .join(', and ');

/** The address that a peer has to be given, where it needs one. */
const urlFor: Readonly<Record<Quirk['peer'], string>> = {
  'icecast-server': '',
  'source-client': ' http://source:hackme@HOST:PORT/MOUNT',
  listener: ' http://HOST:PORT/MOUNT',
  'receiving-entity': '',
  'ingest-source': ' http://ingest:secret@HOST:PORT/PUBLISHING-POINT',
};

/** The program that shows a quirk: those of interface 2 have names of their own. */
const programOf = (quirk: Quirk): string => {
  const pairs = caughtBy(quirk);
  if (pairs.length === 0 || !pairs.every(({ id }) => isPublication(id))) return quirk.peer;
  return quirk.peer === 'receiving-entity' ? 'object-store' : 'presentation-source';
};

const quirkRows = (quirk: Quirk): Row[] => [
  ['caught by', caughtBy(quirk).map(({ id, mutant }) => `${id}, by ${mutant.breaks.join(', ')}`)],
  ['run', [`ingestspec peer ${programOf(quirk)}${urlFor[quirk.peer]} --quirk ${quirk.id}`]],
];

/** Several peers of ours may have a quirk of the same name. */
const quirkPage = (id: string, quirks: readonly Quirk[]): Page => ({
  id,
  kind: `quirk of our ${quirks.map(({ peer }) => peer).join(', and of our ')}`,
  says: [...new Set(quirks.map(({ says }) => says))].join('; or '),
  rows: quirks.flatMap((quirk): Row[] => [
    ...(quirks.length > 1 ? [[quirk.peer, [quirk.says]] as const] : []),
    ...quirkRows(quirk),
  ]),
});

const erratumPage = (id: string, erratum: Erratum): Page => ({
  id,
  kind: 'erratum',
  says: erratum.problem,
  rows: [
    ['treatment', [erratum.treatment]],
    ['level', capWords(erratum)],
    [
      'clauses',
      allClauses
        .filter(([, { errata: cited = [] }]) => cited.includes(id))
        .map(([clause, { says }]) => `${clause}: ${says}`),
    ],
    ['concerns', erratum.documentWide ? ['the whole document'] : []],
  ],
});

const featurePage = (name: FeatureName): Page => {
  const listed = allScenarios.filter(({ scenario }) => scenario.needs?.includes(name));
  return {
    id: name,
    kind: 'feature that a target may offer or lack',
    says: features[name],
    rows: [
      [
        'say so',
        [`--feature ${name}=false on the command line, or features: { ${name}: false } in the config file`],
      ],
      [
        'lacking',
        ['the scenarios that need it are skipped; one that is declared and not served is a failure'],
      ],
      [
        'unknown',
        ['the scenarios that need it are inconclusive, where the first look at the target does not find it'],
      ],
      ['scenarios', listed.map(scenarioLine)],
    ],
  };
};

const verdictPage = (verdict: Verdict): Page => ({
  id: verdict,
  kind: 'verdict',
  says: verdictMeanings[verdict].when,
  rows: [['exit code', [verdictMeanings[verdict].exit]]],
});

const profilePage = (profile: Profile): Page => {
  const others = allClauses.filter(([, clause]) => clause.levelIn?.[profile] !== undefined);
  return {
    id: profile,
    kind: 'profile',
    says: profileMeanings[profile],
    rows: [
      [
        'levels',
        others.map(([id, clause]) => `${id}: ${levelOf(clause, profile)} instead of ${clause.level}`),
      ],
      ['run', [`ingestspec test --profile ${profile}`]],
    ],
  };
};

/** `undefined` where there is nothing of that name. */
export const pageOf = (id: string): Page | undefined => {
  if (Object.hasOwn(clauses, id)) return clausePage(id as ClauseId);
  const scenario = allScenarios.find((listed) => listed.id === id);
  if (scenario) return scenarioPage(scenario);
  const quirks = allQuirks.filter((one) => one.id === id);
  if (quirks.length > 0) return quirkPage(id, quirks);
  const rule = rulePage(id);
  if (rule) return rule;
  const erratum = Object.hasOwn(errata, id) ? knownErrata[id] : undefined;
  if (erratum) return erratumPage(id, erratum);
  if (Object.hasOwn(features, id)) return featurePage(id as FeatureName);
  const verdict = verdicts.find((one) => one === id);
  if (verdict) return verdictPage(verdict);
  const profile = profiles.find((one) => one === id);
  return profile ? profilePage(profile) : undefined;
};

export const everyId = (): string[] => [
  ...Object.keys(clauses),
  ...allScenarios.map(({ id }) => id),
  ...allQuirks.map(({ id }) => id),
  ...allRules.map(({ id }) => id),
  ...Object.keys(errata),
  ...Object.keys(features),
  ...verdicts,
  ...profiles,
];
