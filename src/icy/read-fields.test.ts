import fc from 'fast-check';
import { expect, test } from 'vitest';
import { icyFields, icyHeaders } from './fields.ts';
import { readIcyFields } from './read-fields.ts';

const sent = (text: string) => Buffer.from(text).toString('latin1');
const field = (name: string, text: string) => ({ name, value: sent(text) });

test('a field is read as text, by the grammar of its name in any case', () => {
  const read = readIcyFields([field('ICY-Name', 'Café 🎵'), field('Icy-Br', '128k')]);
  expect(read.fields.get('icy-name')).toMatchObject({
    values: [{ text: 'Café 🎵', reading: { as: 'right' } }],
    times: 1,
    repeated: false,
    invalidUtf8: false,
    empty: false,
  });
  expect(read.fields.get('icy-br')?.values[0].reading.as).toBe('wrong');
  expect(read).toMatchObject({ icy2: false, unknown: [] });
});

test('what is not UTF-8 is wrong, whatever the field', () => {
  const { fields } = readIcyFields([{ name: 'icy-genre', value: 'Caf\xe9' }]);
  expect(fields.get('icy-genre')).toMatchObject({ invalidUtf8: true, empty: false });
  expect(fields.get('icy-genre')?.values[0]).toEqual({
    latin1: 'Caf\xe9',
    reading: { as: 'wrong', why: 'bytes that are not UTF-8' },
  });
});

test('a string that is no bytes is not UTF-8', () => {
  const { fields } = readIcyFields([{ name: 'icy-genre', value: '🎵' }]);
  expect(fields.get('icy-genre')?.invalidUtf8).toBe(true);
});

test('a field that comes again is kept with all its values, in order', () => {
  const { fields, version, icy2 } = readIcyFields([
    field('icy-metadata-version', '1.0'),
    field('icy-metadata-version', ''),
    field('Icy-Metadata-Version', '2.1'),
  ]);
  const read = fields.get('icy-metadata-version');
  expect(read?.values.map(({ text }) => text)).toEqual(['1.0', '', '2.1']);
  expect(read).toMatchObject({ times: 3, repeated: true, empty: true });
  expect([version, icy2]).toEqual(['1.0', false]);
});

test('the fields come in the order of the table, and all of them are read', () => {
  const lines = icyHeaders.map((header) => field(header, icyFields[header].good[0])).reverse();
  const { fields, icy2, version } = readIcyFields(lines);
  expect([...fields.keys()]).toEqual(icyHeaders);
  expect([...fields.values()].every(({ values: [{ reading }] }) => reading.as === 'right')).toBe(true);
  expect([icy2, version]).toEqual([true, '2.1']);
});

test('other names of icy are told once each, and those of others are none', () => {
  const names = [
    'Icy-Foo',
    'icy-foo',
    'icy-meta-name',
    'Icy-MetaData',
    'ice-name',
    'x-icy-name',
    'icyname',
    'icy-',
  ];
  expect(readIcyFields(names.map((name) => field(name, 'a'))).unknown).toEqual([
    'icy-foo',
    'icy-meta-name',
    'icy-metadata',
    'icy-',
  ]);
});

test('blanks around a value are no part of it, and other spaces are', () => {
  const { fields } = readIcyFields([{ name: 'icy-name', value: sent('\t \u00a0a b\u3000 \t') }]);
  expect(fields.get('icy-name')?.values[0].text).toBe('\u00a0a b\u3000');
});

test('what is kept has bounds', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => [field('icy-name', 'a'), field(`icy-x-${at}`, 'a')]);
  const { fields, unknown } = readIcyFields(many.flat());
  expect(fields.get('icy-name')?.values).toHaveLength(32);
  expect(fields.get('icy-name')?.times).toBe(10_000);
  expect(unknown).toHaveLength(256);
});

test('no head makes it throw', () => {
  const name = fc.oneof(fc.constantFrom(...icyHeaders, '__proto__', 'constructor', 'icy-'), fc.string());
  const lines = fc.array(fc.record({ name, value: fc.string({ unit: 'binary' }) }), { maxLength: 20 });
  fc.assert(fc.property(lines, (fields) => readIcyFields(fields).unknown.length >= 0));
});
