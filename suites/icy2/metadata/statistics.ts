/** What is published of a source that says much of itself, and of one that says little. */
import { icyFields } from '../../../src/icy/fields.ts';
import { arrives, taken } from '../../../src/scenario/checks/icy2-fields.ts';
import {
  everythingPublished,
  published,
  sameNamesEverywhere,
  unsetByDefault,
} from '../../../src/scenario/checks/icy2-statistics.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, ServerScenario } from '../../../src/scenario/scenario.ts';
import { plainHeaders } from './fields.ts';
import { comes, inTurn, minimal, version, withFields } from './sources.ts';
import type { Field } from './sources.ts';

const name = 'Radio Statistics';

/** Values that are known again whatever they are called: the flags are set. */
const particular: Partial<Record<Field[0], string>> = {
  'icy-name': name,
  'icy-nsfw': '1',
  'icy-ai-generated': '1',
  'icy-br': '192',
  'icy-duration': '5400',
};

/** Every field of the table but the token, in its order. */
const everyField: readonly Field[] = [
  version('2.1'),
  ...plainHeaders.map((header): Field => [header, particular[header] ?? icyFields[header].good[0]]),
];

/** The same in an order that is always the same and is that of no document. */
const shuffled = (fields: readonly Field[]): readonly Field[] => {
  const left = [...fields];
  let seed = 20_260_215;
  return fields.flatMap(() => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return left.splice(seed % left.length, 1);
  });
};

const allOf = (title: string, fields: readonly Field[], expect?: Expectations): ServerScenario => ({
  title,
  needs: ['icy2', 'statistics'],
  send: comes('source', fields, name),
  expect: expect ?? { 'ICY2-STATS-00': everythingPublished('source', fields) },
});

const claimed = withFields(minimal(name), ['icy-verification-status', 'verified']);

export const statistics = suite('icy2/statistics', {
  'every-field': allOf('every field, in the order of the table', everyField),
  'every-field-reversed': allOf('every field, the last one first', [...everyField].reverse()),
  'every-field-shuffled': allOf('every field, in no order', shuffled(everyField)),
  'json-and-xml-alike': {
    ...allOf('the same names in the public statistics and in those of the administrator', everyField, {
      'ICY2-STATS-00': sameNamesEverywhere('source'),
    }),
    needs: ['icy2', 'statistics', 'admin'],
  },
  version: {
    title: 'the version that was announced',
    needs: ['icy2', 'statistics'],
    send: inTurn(
      { conn: 'source-1', fields: minimal(`${name} 1`), canary: `${name} 1` },
      {
        conn: 'source-2',
        fields: withFields(minimal(`${name} 2`), version('2.0')),
        canary: `${name} 2`,
      },
    ),
    expect: {
      'ICY2-STATS-icy2-version': published('icy-metadata-version', [
        { source: 'source-1', value: '2.1' },
        { source: 'source-2', value: '2.0' },
      ]),
    },
  },
  'flags-not-sent': allOf('a source that sends neither flag', minimal(name), {
    'ICY2-FIELD-icy-nsfw-default': unsetByDefault('icy-nsfw', 'source'),
    'ICY2-FIELD-icy-ai-generated-default': unsetByDefault('icy-ai-generated', 'source'),
  }),
  'verified-without-proof': allOf('a source that says of itself that it is verified', claimed, {
    'ICY2-TRUST-01': [
      taken('source'),
      silent(arrives('icy-verification-status', [{ source: 'source', value: 'verified' }])),
    ],
  }),
});
