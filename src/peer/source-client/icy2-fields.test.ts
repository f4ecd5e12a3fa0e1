import { describe, expect, test } from 'vitest';
import { asUtf8 } from '../../http/message.ts';
import { icyFields, icyHeaders } from '../../icy/fields.ts';
import type { IcyField } from '../../icy/fields.ts';
import { readIcyFields } from '../../icy/read-fields.ts';
import type { ClientQuirk } from '../../scenario/client-quirks.ts';
import { icy2Fields } from './icy2-fields.ts';
import type { Icy2Plan } from './icy2-fields.ts';

const plan: Icy2Plan = {
  fields: 'full',
  order: 'table',
  mount: '/live.mp3',
  secure: true,
  again: false,
  session: 1,
  connection: 2,
};

const sent = (changes: Partial<Icy2Plan> = {}, ...quirks: ClientQuirk[]) =>
  icy2Fields({ ...plan, ...changes }, new Set(quirks)).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? asUtf8(value) : value.raw,
  }));

const names = (changes: Partial<Icy2Plan> = {}, ...quirks: ClientQuirk[]): string[] =>
  sent(changes, ...quirks).map(({ name }) => name);

test('it sends every field once, each right by its grammar', () => {
  expect(names()).toEqual(icyHeaders);
  for (const { values, repeated } of readIcyFields(sent()).fields.values()) {
    expect(values.map(({ text, reading }) => [text, reading.as])).toEqual([[values[0].text, 'right']]);
    expect(repeated).toBe(false);
  }
});

test('the minimum is four fields', () => {
  expect(names({ fields: 'minimal' })).toEqual([
    'icy-metadata-version',
    'icy-station-id',
    'icy-name',
    'icy-genre',
  ]);
});

test('a token goes over TLS alone', () => {
  expect(names({ secure: false })).toEqual(icyHeaders.filter((header) => header !== 'icy-auth-token'));
});

describe('in any order it sends the same', () => {
  test('the other way round', () => {
    expect(names({ order: 'reversed' })).toEqual([...icyHeaders].reverse());
  });

  test('shuffled, the same for the same number', () => {
    const shuffled = names({ order: 7 });
    expect(shuffled).toEqual(names({ order: 7 }));
    expect(shuffled).not.toEqual(names({ order: 8 }));
    expect(shuffled).not.toEqual(icyHeaders);
    expect([...shuffled].sort()).toEqual([...icyHeaders].sort());
  });
});

test.for(icyHeaders)('its wrong %s is not right', (header) => {
  const wrong = readIcyFields(sent({}, `wrong-${header}`));
  const { grammar }: IcyField = icyFields[header];
  expect(grammar(wrong.fields.get(header)?.values[0].text ?? '').as).not.toBe('right');
});

test('a station id of the session stays in it, and one of the connection does not', () => {
  const id = (changes: Partial<Icy2Plan>, quirk: ClientQuirk) =>
    sent(changes, quirk).find(({ name }) => name === 'icy-station-id')?.value;
  const [first, second] = [{ connection: 3 }, { connection: 4, again: true }];
  expect(id(first, 'station-id-of-the-session')).toBe(id(second, 'station-id-of-the-session'));
  expect(id(first, 'station-id-of-the-connection')).not.toBe(id(second, 'station-id-of-the-connection'));
});
