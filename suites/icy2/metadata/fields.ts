/**
 * Each field of the table by itself: a minimal source and this field, with values that are right, and then with others.
 * That a value arrives is one demand, and the name under which it is published another.
 */
import { icyFields, icyHeaders, statisticOf } from '../../../src/icy/fields.ts';
import type { IcyHeader } from '../../../src/icy/fields.ts';
import { arrives, harmless } from '../../../src/scenario/checks/icy2-fields.ts';
import type { Sent } from '../../../src/scenario/checks/icy2-shown.ts';
import { published } from '../../../src/scenario/checks/icy2-statistics.ts';
import { under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';
import { inTurn, minimal, withFields } from './sources.ts';
import type { Field } from './sources.ts';

/** The version says which source is one of ICY2, and the token must not be published: both have scenarios of their own. */
export type PlainHeader = Exclude<IcyHeader, 'icy-metadata-version' | 'icy-auth-token'>;

export const plainHeaders = icyHeaders.filter(
  (header): header is PlainHeader => header !== 'icy-metadata-version' && header !== 'icy-auth-token',
);

/** How many values of each kind are sent. */
const values = 3;

/** Longer ones, and controls, are about heads and not about fields. */
const isPlain = (value: string): boolean => value.length <= 300 && !/[\x00-\x1f\x7f]/.test(value);

interface Turn {
  readonly conn: string;
  readonly fields: readonly Field[];
  readonly canary: string;
}

/** The source that sends a value, known by its genre where the value is its name. */
const turnOf = (header: PlainHeader, value: string, conn: string): Turn => {
  const canary = `Radio ${conn}`;
  const known: Field = [header === 'icy-name' ? 'icy-genre' : 'icy-name', canary];
  return { conn, canary, fields: withFields(minimal(canary), known, [header, value]) };
};

const sentAs = (conn: string, all: readonly string[]): readonly Sent[] =>
  all
    .filter(isPlain)
    .slice(0, values)
    .map((value, index) => ({ source: `${conn}-${String(index + 1)}`, value }));

const scenarioOf = (header: PlainHeader): ServerScenario => {
  const { good, bad } = icyFields[header];
  const right = sentAs('right', good);
  const wrong = sentAs('wrong', bad);
  const survives = harmless(header, wrong);
  return {
    title: `${header}: ${right.map(({ value }) => value).join(', ')}; and values that are not right`,
    needs: ['icy2', 'statistics'],
    send: inTurn(...[...right, ...wrong].map(({ source, value }) => turnOf(header, value, source))),
    expect: {
      [`ICY2-FIELD-${header}`]: [
        arrives(header, right),
        header === 'icy-br' ? under('E-ICY-23', survives) : survives,
      ],
      [`ICY2-STATS-${statisticOf(header) ?? ''}`]: published(header, right),
    },
  };
};

export const fields = suite(
  'icy2/field',
  Object.fromEntries(plainHeaders.map((header) => [header, scenarioOf(header)])) as Readonly<
    Record<PlainHeader, ServerScenario>
  >,
);
