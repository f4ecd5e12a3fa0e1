import { describe, expect, test } from 'vitest';

import {
  clause,
  clauses,
  dashifIngest,
  docOf,
  documents,
  errata,
  erratum,
  icecast,
  icyMeta,
  levelOf,
  profiles,
} from './index.ts';
import type { Clause, ClauseId, Document, ErratumId, Level } from './index.ts';

const all = Object.entries(clauses) as [ClauseId, Clause][];
const allErrata = Object.keys(errata) as ErratumId[];

/** The clauses for which something does not hold, so that a failure names them. */
const idsWhere = (wrong: (clause: Clause, id: ClauseId) => boolean) =>
  all.filter(([id, clause]) => wrong(clause, id)).map(([id]) => id);

const sameMoreThanOnce = (texts: readonly string[]) => texts.filter((text, i) => texts.indexOf(text) !== i);

const isOneSentence = (text: string) => /^[^\s].*[^\s]\.$/.test(text) && !/[.!?]["”)]? +[A-Z]/.test(text);

const rank: Record<Level, number> = { may: 0, should: 1, must: 2 };

describe('the clauses', () => {
  test.each<[Document, object, number]>([
    ['icecast', icecast, 39],
    ['icy-meta', icyMeta, 136],
    ['dashif-ingest', dashifIngest, 333],
  ])('of %s are complete, and know their document', (doc, table, count) => {
    expect(Object.keys(table)).toHaveLength(count);
    expect(Object.keys(table)).toEqual(idsWhere((_, id) => docOf(id) === doc));
  });

  test('are 508 in all', () => {
    expect(all).toHaveLength(508);
  });

  test('have ids that begin with the prefix of their document', () => {
    expect(idsWhere((_, id) => !/^(ICE|ICY2|DI)(-[A-Za-z0-9_]+)+$/.test(id))).toEqual([]);
    expect(idsWhere((_, id) => !id.startsWith(documents[docOf(id)].prefix))).toEqual([]);
  });

  test('name a section, an item and a keyword', () => {
    expect(idsWhere((c) => [c.section, c.item, c.keyword].some((field) => field.trim() === ''))).toEqual([]);
  });

  test('say what they demand in one sentence of reasonable length', () => {
    expect(idsWhere((c) => !isOneSentence(c.says))).toEqual([]);
    expect(idsWhere((c) => c.says.length > 220)).toEqual([]);
  });

  test('do not repeat each other', () => {
    expect(sameMoreThanOnce(all.map(([, c]) => c.says))).toEqual([]);
  });

  test('are found by their id', () => {
    expect(clause('ICE-AUTH-02')).toBe(icecast['ICE-AUTH-02']);
    expect(clause('DI-GEN-01')).toBe(dashifIngest['DI-GEN-01']);
  });
});

describe('what becomes of a clause', () => {
  test('it is excluded when nothing of it can be observed, and only then', () => {
    expect(idsWhere((c) => (c.excluded !== undefined) !== (c.observable.length === 0))).toEqual([]);
  });

  test('the reason for an exclusion is one sentence of its own', () => {
    const reasons = all.flatMap(([, c]) => (c.excluded === undefined ? [] : [c.excluded]));
    expect(reasons.filter((reason) => !isOneSentence(reason))).toEqual([]);
    expect(sameMoreThanOnce(reasons)).toEqual([]);
  });

  test('none is both excluded and planned', () => {
    expect(idsWhere((c) => c.excluded !== undefined && c.planned === true)).toEqual([]);
  });

  test('all of icecast is checked or excluded, and none of it is planned', () => {
    expect(idsWhere((c, id) => docOf(id) === 'icecast' && c.planned === true)).toEqual([]);
  });

  test('no observer is named twice', () => {
    expect(idsWhere((c) => new Set(c.observable).size !== c.observable.length)).toEqual([]);
  });
});

describe('the level of a clause', () => {
  const levelOfKeyword: [keyword: RegExp, level: Level][] = [
    [/^(MUST|SHALL)( NOT)?\b/, 'must'],
    [/^SHOULD( NOT)?$/, 'should'],
    [/^(MAY|can \(lc\)|may \(lc\)|could \(lc\))$/, 'may'],
  ];
  // These two “can” are the point of their sentences: either side connects to the older one.
  const bindingCan: string[] = ['ICY2-PRIN-1a', 'ICY2-PRIN-1b'];

  test.each(levelOfKeyword)('follows the keyword %s', (keyword, level) => {
    expect(
      idsWhere((c, id) => keyword.test(c.keyword) && c.level !== level && !bindingCan.includes(id)),
    ).toEqual([]);
  });

  test('is never must for a lower-case keyword of DASH-IF', () => {
    expect(
      idsWhere((c, id) => docOf(id) === 'dashif-ingest' && c.keyword.endsWith('(lc)') && c.level === 'must'),
    ).toEqual([]);
  });

  test('holds under every profile unless the clause says otherwise', () => {
    expect(profiles.map((profile) => levelOf(clauses['ICE-COM-01'], profile))).toEqual([
      'must',
      'must',
      'must',
    ]);
    expect(profiles.map((profile) => levelOf(clauses['ICE-SCOPE-02'], profile))).toEqual([
      'must',
      'must',
      'should',
    ]);
  });

  test('differs where a profile reads the clause otherwise, and is then lower', () => {
    const readOtherwise = (c: Clause) => Object.values(c.levelIn ?? {});
    expect(idsWhere((c) => readOtherwise(c).some((level) => rank[level] >= rank[c.level]))).toEqual([]);
  });

  test('does not rise from literal to corrected to practical', () => {
    const ranks = (c: Clause) => profiles.map((profile) => rank[levelOf(c, profile)]);
    expect(idsWhere((c) => ranks(c).some((r, i, all) => i > 0 && r > (all[i - 1] ?? r)))).toEqual([]);
  });
});

describe('the errata', () => {
  const cited = new Set(all.flatMap(([, c]) => c.errata ?? []));

  test('that are cited exist', () => {
    expect([...cited].filter((id) => !(id in errata))).toEqual([]);
  });

  test('are cited by a clause of their own document, or else concern a whole document', () => {
    expect(allErrata.filter((id) => cited.has(id) === (erratum(id).documentWide === true))).toEqual([]);
    const prefixOf = { icecast: 'E-ICE-', 'icy-meta': 'E-ICY-', 'dashif-ingest': 'E-DI-' };
    expect(idsWhere((c, id) => (c.errata ?? []).some((e) => !e.startsWith(prefixOf[docOf(id)])))).toEqual([]);
  });

  test('are numbered without a gap', () => {
    const numbers = (prefix: string) =>
      allErrata.filter((id) => id.startsWith(prefix)).map((id) => Number(id.slice(prefix.length)));
    const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
    expect(numbers('E-ICE-')).toEqual(upTo(13));
    expect(numbers('E-ICY-')).toEqual(upTo(29));
    expect(numbers('E-DI-')).toEqual(upTo(62));
  });

  test('tell the problem and the treatment in whole sentences', () => {
    expect(allErrata.filter((id) => !erratum(id).problem.endsWith('.'))).toEqual([]);
    expect(allErrata.filter((id) => !erratum(id).treatment.endsWith('.'))).toEqual([]);
  });

  test('do not cap a milder profile higher than a stricter one', () => {
    const ranks = (id: ErratumId) => profiles.map((profile) => rank[erratum(id).caps?.[profile] ?? 'must']);
    expect(allErrata.filter((id) => ranks(id).some((r, i, all) => i > 0 && r > (all[i - 1] ?? r)))).toEqual(
      [],
    );
  });

  test('that were caused by servers in the field are milder in practice alone', () => {
    expect(erratum('E-ICE-04').caps).toEqual({ practical: 'should' });
    expect(erratum('E-ICE-07').caps).toEqual({ practical: 'may' });
  });
});
