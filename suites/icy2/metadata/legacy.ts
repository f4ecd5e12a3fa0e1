/** What ICY1 had goes on working: for sources that know nothing else, and beside the fields of ICY2. */
import { effective, readAsIcy1 } from '../../../src/scenario/checks/icy2-detection.ts';
import { taken } from '../../../src/scenario/checks/icy2-fields.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, ServerScenario } from '../../../src/scenario/scenario.ts';
import { comes, heard, telltale, version } from './sources.ts';
import type { AnyField, Field } from './sources.ts';

const name = 'Radio Legacy';

const icy1: readonly Field[] = [
  ['icy-name', name],
  ['icy-genre', 'Testing'],
  ['icy-url', 'http://example.org/legacy'],
  ['icy-br', '192'],
  ['icy-pub', '1'],
];

const ofIce: readonly AnyField[] = [
  ['Ice-Name', name],
  ['Ice-Genre', 'Testing'],
  ['Ice-URL', 'http://example.org/legacy'],
];

const inEffect = icy1.map(([header, value]) => effective('source', header, value));

const told = (title: string, fields: readonly AnyField[], expect: Expectations): ServerScenario => ({
  title,
  needs: ['listeners'],
  send: [...comes('source', fields, name), heard],
  expect,
});

export const legacy = suite('icy2/legacy', {
  'icy1-source': {
    title: 'a source of ICY1',
    needs: ['statistics'],
    send: comes('source', icy1, name),
    expect: { 'ICY2-PRIN-1b': [taken('source'), readAsIcy1('source', telltale)] },
  },
  'icy-fields-without-version': told('the fields of ICY1 without a version', icy1, {
    'ICY2-BC-2': inEffect,
  }),
  'icy-fields-with-version': told('the fields of ICY1 with a version', [version('2.1'), telltale, ...icy1], {
    'ICY2-BC-2': inEffect,
  }),
  'ice-fields-with-version': told(
    'fields as Icecast has them, with a version',
    [version('2.1'), telltale, ...ofIce],
    {
      'ICY2-BC-2': [
        effective('source', 'icy-name', name),
        effective('source', 'icy-genre', 'Testing'),
        effective('source', 'icy-url', 'http://example.org/legacy'),
      ],
    },
  ),
  'ice-and-icy-fields': told(
    'the same said twice and differently, in Ice-Name and in icy-name',
    [version('2.1'), telltale, ['Ice-Name', name], ['icy-name', 'Radio Legacy of ICY']],
    { 'ICY2-BC-2': effective('source', 'icy-name', name, 'Radio Legacy of ICY') },
  ),
  'ice-wins-over-icy': told(
    'which of Ice-Name and icy-name takes effect',
    [version('2.1'), telltale, ['icy-name', 'Radio Legacy of ICY'], ['Ice-Name', name]],
    { 'ICY2-BC-2': silent(effective('source', 'icy-name', name)) },
  ),
});
