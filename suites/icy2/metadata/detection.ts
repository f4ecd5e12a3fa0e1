/** Which sources a server reads as ICY2: those whose version begins with “2.”, and no others. */
import { effective, readAsIcy1, readAsIcy2 } from '../../../src/scenario/checks/icy2-detection.ts';
import { arrives, taken } from '../../../src/scenario/checks/icy2-fields.ts';
import { all, silent, under } from '../../../src/scenario/combine.ts';
import type { Check } from '../../../src/scenario/check.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, FeatureName, ServerScenario } from '../../../src/scenario/scenario.ts';
import { frames, source } from '../../../src/scenario/stimulus.ts';
import { comes, endless, inTurn, minimal, telltale, version, withFields } from './sources.ts';
import type { AnyField } from './sources.ts';

const name = 'Radio Detection';

const [, ...withoutVersion] = minimal(name);

const icy2 = readAsIcy2('source', telltale);

/** No error comes of it, no statistics of ICY2, and what ICY1 has takes effect. */
const icy1: Check = under(
  'E-ICY-19',
  all(taken('source'), readAsIcy1('source', telltale), effective('source', 'icy-name', name)),
);

const one = (
  title: string,
  fields: readonly AnyField[],
  expect: Expectations,
  needs: readonly FeatureName[] = ['icy2', 'statistics'],
): ServerScenario => ({ title, needs, send: comes('source', fields, name), expect });

/** A version that announces ICY2, and the clauses that say so. */
const announces = (value: string, title: string, ...clauses: (keyof Expectations)[]): ServerScenario =>
  one(title, [version(value), ...withoutVersion], Object.fromEntries(clauses.map((id) => [id, icy2])));

/** A version that does not, which is no error: servers of ICY1 behave so as well. */
const doesNot = (value: string, title: string): ServerScenario =>
  one(title, [version(value), ...withoutVersion], { 'ICY2-VER-03': under('E-ICY-18', icy1) }, ['statistics']);

const spelt = (field: string): ServerScenario =>
  one(`the field of the version spelt ${field}`, [[field, '2.1'], ...withoutVersion], {
    'ICY2-VER-05': icy2,
  });

/** Sources that differ in their version alone, each read as its first two characters say. */
const byPrefix: readonly (readonly [value: string, icy2: boolean])[] = [
  ['2.1', true],
  ['3.0', false],
  ['2.5-beta', true],
  ['2', false],
];

const turn = (index: number): { readonly conn: string; readonly canary: string } => ({
  conn: `source-${String(index + 1)}`,
  canary: `${name} ${String(index + 1)}`,
});

const readAs = (index: number, expected: boolean): Check =>
  (expected ? readAsIcy2 : readAsIcy1)(turn(index).conn, telltale);

const inTurns = (...fields: readonly ((canary: string) => readonly AnyField[])[]) =>
  inTurn(...fields.map((of, index) => ({ ...turn(index), fields: of(turn(index).canary) })));

const announcing = (canary: string): readonly AnyField[] => minimal(canary);
const silentOn = (canary: string): readonly AnyField[] => minimal(canary).slice(1);

export const detection = suite('icy2/detection', {
  'version-2.1': announces('2.1', 'version 2.1', 'ICY2-VER-02'),
  'version-2.0': announces('2.0', 'version 2.0', 'ICY2-VER-02'),
  'version-2.2': announces(
    '2.2',
    'version 2.2, which is planned',
    'ICY2-VER-02',
    'ICY2-PRIN-4',
    'ICY2-FUT-22',
  ),
  'version-2.9': announces('2.9', 'a version to come', 'ICY2-VER-02', 'ICY2-PRIN-4'),
  'version-2.10': announces('2.10', 'a version of two digits', 'ICY2-VER-02', 'ICY2-PRIN-4'),
  'version-2.99': announces('2.99', 'a version that will hardly come', 'ICY2-VER-02', 'ICY2-PRIN-4'),
  'prefix-alone': one(
    'a version that is the prefix “2.” and nothing else',
    [version('2.'), ...withoutVersion],
    {
      'ICY2-VER-04': under('E-ICY-18', icy2),
    },
  ),
  'prefix-and-letters': one('the version “2.garbage”', [version('2.garbage'), ...withoutVersion], {
    'ICY2-VER-04': under('E-ICY-18', icy2),
  }),
  'prefix-and-three-parts': one('the version “2.1.7”', [version('2.1.7'), ...withoutVersion], {
    'ICY2-VER-04': under('E-ICY-18', icy2),
  }),
  'version-2': doesNot('2', 'the version “2”, without a dot'),
  'version-3.0': doesNot('3.0', 'version 3.0'),
  'version-1.0': doesNot('1.0', 'version 1.0'),
  'version-20.1': doesNot('20.1', 'version 20.1, which begins with another number'),
  'version-v2.1': doesNot('v2.1', 'the version “v2.1”'),
  'version-in-letters': doesNot('abc', 'a version that is no number'),
  'version-empty': doesNot('', 'an empty version'),
  'version-absent': one('no version', withoutVersion, { 'ICY2-VER-03': icy1 }, ['statistics']),
  'other-dialect': one(
    'fields of the dialect icy-meta-*, and no version of ours',
    [
      ['icy-meta-version', '2.1'],
      ['icy-meta-station-id', telltale[1]],
      ['icy-name', name],
    ],
    { 'ICY2-VER-03': [under('E-ICY-19', taken('source')), silent(readAsIcy1('source', telltale))] },
    ['statistics'],
  ),
  'version-with-blanks': one('a version with blanks around it', [version('  2.1 '), ...withoutVersion], {
    'ICY2-VER-04': silent(icy2),
  }),
  'version-twice': one(
    'two versions, the first of them of ICY2',
    [version('2.1'), version('1.0'), ...withoutVersion],
    { 'ICY2-VER-01': silent(all(taken('source'), icy2)) },
  ),
  'with-and-without': {
    title: 'a source without a version, and one with it',
    needs: ['icy2', 'statistics'],
    send: inTurns(silentOn, announcing),
    expect: {
      'ICY2-VER-01': [
        readAsIcy1('source-1', telltale),
        arrives('icy-metadata-version', [{ source: 'source-2', value: '2.1' }]),
      ],
    },
  },
  'by-prefix': {
    title: 'versions that begin with “2.” and others, in turn on one mount point',
    needs: ['icy2', 'statistics'],
    send: inTurns(
      ...byPrefix.map(
        ([value]) =>
          (canary: string) =>
            withFields(minimal(canary), version(value)),
      ),
    ),
    expect: {
      'ICY2-DET-01': byPrefix.map(([, expected], index) => readAs(index, expected)),
    },
  },
  alternately: {
    title: 'sources of ICY2 and of ICY1 in turn on one mount point',
    needs: ['icy2', 'statistics'],
    send: inTurns(announcing, silentOn, announcing),
    expect: { 'ICY2-PRIN-2': [readAs(0, true), readAs(1, false), readAs(2, true)] },
  },
  'name-in-capitals': spelt('ICY-METADATA-VERSION'),
  'name-in-title-case': spelt('Icy-Metadata-Version'),
  'name-in-mixed-case': spelt('iCy-MetaData-vErSiOn'),
  'version-last': one('the version behind all other fields', [...withoutVersion, version('2.1')], {
    'ICY2-VER-01': icy2,
  }),
  'version-alone': {
    title: 'the version, and no other field',
    needs: ['icy2'],
    send: [
      ...source(endless([version('2.1')])),
      frames(8),
      { do: 'page', page: 'status', as: 'nobody', until: 'mount-shown' },
    ],
    expect: { 'ICY2-PRIN-5': taken('source') },
  },
  minimal: one('the four fields of a minimal source client', minimal(name), {
    'ICY2-MIN-1': all(taken('source'), icy2),
    'ICY2-MIN-2': all(taken('source'), arrives('icy-station-id', [{ source: 'source', value: telltale[1] }])),
    'ICY2-MIN-3': all(taken('source'), arrives('icy-name', [{ source: 'source', value: name }])),
    'ICY2-MIN-4': all(taken('source'), arrives('icy-genre', [{ source: 'source', value: 'Testing' }])),
  }),
});
