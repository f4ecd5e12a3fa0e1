import { expect, test } from 'vitest';
import type { IcyHeader } from '../../icy/fields.ts';
import { everythingPublished, published, sameNamesEverywhere, unsetByDefault } from './icy2-statistics.ts';
import { both, json, sourceOn, xml } from './icy2-example.ts';
import { observed } from './staged.ts';

const on = sourceOn(0, 'source');
const one = (header: IcyHeader, value: string) => published(header, [{ source: 'source', value }]);

test('a value stands under its own name in every page', () => {
  const check = one('icy-language', 'en');
  expect(check(observed(on, both({ 'icy2-language': 'en' })))).toMatchObject({ outcome: 'met' });
  expect(check(observed(on, json({ 'icy2-language': 'en' })))).toMatchObject({ outcome: 'met' });
  expect(check(observed(on, json({ 'icy2-language': 'en' }), xml({})))).toMatchObject({
    outcome: 'broken',
    expected: 'icy2-language: en',
    actual: 'no icy2-language in the statistics of the administrator (XML)',
  });
  expect(check(observed(on, json({ 'icy2-lang': 'en' })))).toMatchObject({
    actual: 'no icy2-language, but icy2-lang: en in the public statistics (JSON)',
  });
  expect(check(observed(on, json({ 'icy2-language': 'fr' })))).toMatchObject({
    actual: 'icy2-language: fr in the public statistics (JSON)',
  });
  expect(check(observed(on))).toMatchObject({ outcome: 'unclear' });
});

test('numbers of JSON are values like others', () => {
  expect(one('icy-br', '128')(observed(on, json({ bitrate: 128 })))).toMatchObject({ outcome: 'met' });
});

test('the core fields may have the prefix', () => {
  expect(one('icy-name', 'x')(observed(on, json({ 'icy2-name': 'x' })))).toMatchObject({ outcome: 'met' });
  expect(one('icy-br', '128')(observed(on, json({ 'icy2-bitrate': 128 })))).toMatchObject({ outcome: 'met' });
  expect(one('icy-name', 'x')(observed(on, json({ name: 'x' })))).toMatchObject({ outcome: 'broken' });
});

test('names that follow from the prefix rule rest on an erratum, and others do not', () => {
  const instagram = one('icy-social-ig', '@x');
  expect(instagram(observed(on, json({ 'icy2-social-ig': '@x' })))).toMatchObject({ erratum: 'E-ICY-03' });
  expect(instagram(observed(on, json({ 'icy2-insta': '@x' })))).not.toHaveProperty('erratum');
  expect(
    one('icy-metadata-version', '2.1')(observed(on, json({ 'icy2-metadata-version': '2.1' }))),
  ).toMatchObject({ erratum: 'E-ICY-06' });
});

test('a flag of 0 that is left out is of less weight than one of 1', () => {
  const flags = published('icy-nsfw', [
    { source: 'source', value: '0' },
    { source: 'second', value: '1' },
  ]);
  const absent = observed(on, json({}), sourceOn(1, 'second'), json({ 'icy2-nsfw': 1 }));
  expect(flags(absent)).toMatchObject({ outcome: 'broken', erratum: 'E-ICY-07' });
  const both1 = flags(observed(on, json({}), sourceOn(1, 'second'), json({})));
  expect(both1).toMatchObject({ outcome: 'broken', expected: 'icy2-nsfw: 1' });
  expect(both1).not.toHaveProperty('erratum');
});

test('whether a mount point is listed may be configured otherwise, and told to the administrator alone', () => {
  const check = one('icy-pub', '1');
  expect(check(observed(on, both({ public: 0 })))).toMatchObject({ outcome: 'noted' });
  expect(check(observed(on, json({}), xml({ public: 1 })))).toMatchObject({ outcome: 'met' });
  expect(check(observed(on, both({ 'x-public': 1 })))).toMatchObject({ outcome: 'broken' });
});

test('everything is published, under whatever names', () => {
  const check = everythingPublished('source', [
    ['icy-name', 'x'],
    ['icy-language', 'en'],
    ['icy-nsfw', '0'],
    ['icy-verification-status', 'verified'],
  ]);
  const all = { server_name: 'x', 'x-language': 'en', 'icy2-verification-status': 'verified' };
  expect(check(observed(on, both(all)))).toMatchObject({ outcome: 'met' });
  expect(check(observed(on, both({ server_name: 'x', 'x-language': 'en' })))).toMatchObject({
    outcome: 'broken',
    erratum: 'E-ICY-04',
  });
  const less = check(observed(on, json(all), xml({ server_name: 'x' })));
  expect(less).toMatchObject({
    outcome: 'broken',
    actual: 'no value of icy-language, icy-verification-status in the statistics of the administrator (XML)',
  });
  expect(less).not.toHaveProperty('erratum');
});

test('the pages have the same names of ICY2', () => {
  const check = sameNamesEverywhere('source');
  expect(check(observed(on, both({ 'icy2-language': 'en', x: 1 })))).toMatchObject({ outcome: 'met' });
  expect(
    check(observed(on, json({ 'icy2-language': 'en' }), xml({ 'icy2-language': 'en', 'icy2-nsfw': 1 }))),
  ).toMatchObject({
    outcome: 'broken',
    actual:
      'only in the public statistics (JSON): none; only in the statistics of the administrator (XML): icy2-nsfw',
  });
  expect(check(observed(on, both({})))).toMatchObject({ outcome: 'broken' });
  expect(check(observed(on, json({ 'icy2-language': 'en' })))).toMatchObject({ outcome: 'unclear' });
});

test('a flag that was not sent is not set', () => {
  const check = unsetByDefault('icy-nsfw', 'source');
  expect(check(observed(on, both({})))).toMatchObject({ outcome: 'met' });
  expect(check(observed(on, both({ 'icy2-nsfw': 0 })))).toMatchObject({ outcome: 'met' });
  expect(check(observed(on, json({}), xml({ 'icy2-nsfw': 1 })))).toMatchObject({ outcome: 'broken' });
});
