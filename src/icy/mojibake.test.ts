import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeMojibake, mended } from './mojibake.ts';

/** UTF-8 taken for Latin-1. */
const twice = (text: string) => Buffer.from(text).toString('latin1');

test('any text but ASCII that is encoded twice is found and mended, unless it is two bytes by chance', () => {
  const beyondAscii = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((text) => /[\u0800-\u{10ffff}]/u.test(text));
  fc.assert(fc.property(beyondAscii, (text) => mended(twice(text)) === text));
});

test('no text of ASCII, and none with a character that no byte can be, is taken for mojibake', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => !looksLikeMojibake(text)));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !looksLikeMojibake(`${text}я`)));
});

/** Honest words in languages of Latin-1, as they stand in names and titles. */
test.for([
  'Müller & Söhne',
  'GRÖẞE',
  'SPAß!',
  'Fuß – Ball',
  '¿Qué tal?',
  '¡OLÉ!',
  'CAFÉ “OLÉ”',
  'L’ÉTÉ À PARIS…',
  'Ça va ? Où ?',
  'ÇA',
  'NÃO ÀS 20H',
  'AÇÃO',
  'São João',
  'Ísland á morgun',
  'ÞÓRÐUR',
  'Blåbærsyltetøy',
  'Señor Ñandú®',
  'Motörhead™',
  'Beyoncé',
  'Sigur Rós',
  '25 °C · 10 µm ± 2 ½',
  '© 2026 Rádio',
  'ÉTÉ – HIVER',
  'À « voir »',
])('%s is honest', (text) => {
  expect(mended(text)).toBeUndefined();
});
