import { pathOf, type Box } from '../../media/isobmff/box.ts';
import type { ClauseId } from '../../spec/index.ts';
import { facts, type RuleId } from '../facts/index.ts';
import type { Facts, Severity } from '../facts/facts.ts';
import type { Finding, Place } from '../finding.ts';
import type { Broken, Outcome, Rule, Rules } from '../rule.ts';
import type { Settings } from '../settings.ts';
import { objectOf } from './box-objects.ts';

/** Further places that a finding keeps. */
const mostPlaces = 4;
/** Different findings of one rule on one track; what is beyond them only counts on the last one. */
const mostOfOneRule = 20;

const weight: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** The severity of a rule: by default or strict; what we are not sure of is never an error by default. */
export const severityOf = (id: RuleId, settings: Pick<Settings, 'strict'>): Severity => {
  const [, usual, strict, confidence] = facts[id] as Facts;
  if (settings.strict) return strict;
  return confidence === 'low' && usual === 'error' ? 'warning' : usual;
};

const lesser = (a: Severity, b: Severity | undefined): Severity =>
  b !== undefined && weight[b] < weight[a] ? b : a;

type Counted = { -readonly [K in keyof Finding]: Finding[K] } & { more: Place[] };

/** Where the subject of a check is, for findings that do not say it themselves. */
export interface Whereabouts extends Place {
  /** What to add to offsets of boxes that are read from the first moof of a shape, and that moof. */
  readonly shift?: number;
  readonly moof?: Box;
}

export interface Collector {
  /** Takes down what a check said, if anything. Answers whether it was something. */
  take(id: RuleId, outcome: Outcome, where: Whereabouts): boolean;
  findings(): readonly Finding[];
}

const rootOf = (box: Box): Box => (box.parent === undefined ? box : rootOf(box.parent));

const placeOf = (broken: Broken, where: Whereabouts): Place => {
  const { box } = broken;
  if (box === undefined || typeof box === 'string') {
    return {
      object: broken.object ?? where.object,
      box: box ?? where.box,
      offset: broken.offset ?? where.offset,
    };
  }
  const path = pathOf(box);
  const inShape = where.moof !== undefined && rootOf(box) === where.moof;
  const shift = inShape ? (where.shift ?? 0) : 0;
  return {
    object: broken.object ?? objectOf(box) ?? where.object,
    box: inShape ? path.replace(/^moof\[\d+\]/, where.box.replace(/\/.*/, '')) : path,
    offset: (broken.offset ?? box.start) + shift,
  };
};

/** Gathers the findings of one track (or set): one for each cause, with its severity, clauses and places. */
export const collector = (
  rules: Rules,
  settings: Settings,
  onFinding?: (finding: Finding) => void,
): Collector => {
  const found = new Map<string, Counted>();
  const ofRule = new Map<RuleId, Counted[]>();
  const aliases = new Map<RuleId, RuleId[]>();
  for (const [id, each] of Object.entries(rules) as [RuleId, Rule][]) {
    if (each.about !== 'alias') continue;
    for (const of of each.of) aliases.set(of, [...(aliases.get(of) ?? []), id]);
  }

  const again = (known: Counted, place: Place): void => {
    known.count += 1;
    if (known.more.length < mostPlaces) known.more.push(place);
  };

  const one = (id: RuleId, broken: Broken, where: Whereabouts): void => {
    const severity = lesser(severityOf(id, settings), broken.as);
    const place = placeOf(broken, where);
    const key = `${id} ${severity} ${place.box.replace(/\[\d+\]/g, '')} ${broken.says.replace(/\d+/g, '#')}`;
    const known = found.get(key);
    if (known !== undefined) return again(known, place);
    const siblings = ofRule.get(id) ?? [];
    const last = siblings.at(-1);
    if (siblings.length >= mostOfOneRule && last !== undefined) return again(last, place);
    const also = aliases.get(id) ?? [];
    const clauses = new Set<ClauseId>([id, ...also].flatMap((each) => rules[each]?.decides ?? []));
    const finding: Counted = {
      rule: id,
      aliases: also,
      clauses: [...clauses],
      severity,
      message: broken.says,
      ...place,
      length: broken.length ?? 0,
      ...(broken.expected === undefined ? {} : { expected: broken.expected }),
      ...(broken.actual === undefined ? {} : { actual: broken.actual }),
      count: 1,
      more: [],
    };
    found.set(key, finding);
    ofRule.set(id, [...siblings, finding]);
    onFinding?.(finding);
  };

  return {
    take: (id, outcome, where) => {
      if (outcome === undefined) return false;
      if (!Array.isArray(outcome)) {
        one(id, outcome as Broken, where);
        return true;
      }
      for (const broken of outcome as readonly Broken[]) one(id, broken, where);
      return outcome.length > 0;
    },
    findings: () => [...found.values()],
  };
};
