import { describe, expect, test } from 'vitest';
import { asUtf8 } from '../../http/message.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import type { Check } from '../check.ts';
import { accepted, asked, opened, request, seenIn } from './client-example.ts';
import { checkedAddresses, encodedAddresses, validAddresses, webSchemes } from './icy2-client-addresses.ts';
import { encodedOnce, wellFormed } from './icy2-client-fields.ts';
import {
  accountsNamed,
  fewEmoji,
  flagsStated,
  languageCode,
  someHashtags,
  videoDescribed,
} from './icy2-client-practice.ts';

const seen = (fields: Readonly<Record<string, string>>) =>
  seenIn(accepted(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, asUtf8(value)]))));

test.for<[IcyHeader, string]>([
  ['icy-station-id', 'radio-1'],
  ['icy-name', 'Radio: “Ж” 🎧'],
  ['icy-br', '128'],
  ['icy-language', 'de-CH'],
  ['icy-social-ig', 'https://example.org/@radio'],
])('%s: %s is met', ([header, value]) => {
  expect(wellFormed(header)(seen({ [header]: value }))).toMatchObject({ outcome: 'met', actual: value });
});

test.for<[IcyHeader, string, object]>([
  ['icy-station-id', 'my radio', { erratum: 'E-ICY-12' }],
  ['icy-name', '', { actual: 'icy-name: no value' }],
  ['icy-br', '128k', { expected: 'icy-br such as “128”' }],
  ['icy-pub', 'yes', {}],
  ['icy-duration', '1:00:00', {}],
  ['icy-video-type', 'clip', { erratum: 'E-ICY-13' }],
  ['icy-geo-region', 'us', { erratum: 'E-ICY-10' }],
  ['icy-dj-handle', 'dj', { atMost: 'may' }],
])('%s: “%s” is broken', ([header, value, further]) => {
  expect(wellFormed(header)(seen({ [header]: value }))).toMatchObject({ outcome: 'broken', ...further });
});

test('a field that comes twice is broken, at its line', () => {
  expect(wellFormed('icy-name')(seen({ 'icy-name': 'One', 'Icy-Name': 'Two' }))).toMatchObject({
    outcome: 'broken',
    expected: 'one icy-name field',
    actual: '2 icy-name fields',
    evidence: [{ event: 2 }],
  });
});

test('a field that is not sent is not judged', () => {
  const checks: Check[] = [
    wellFormed('icy-url'),
    validAddresses,
    webSchemes,
    encodedAddresses,
    checkedAddresses,
    languageCode,
    fewEmoji,
    someHashtags,
    encodedOnce,
  ];
  for (const check of checks) expect(check(seen({}))).toMatchObject({ outcome: 'skipped' });
  for (const check of checks)
    expect(check(seenIn([]))).toMatchObject({ outcome: 'unclear', reason: 'peer-vanished' });
});

describe('text', () => {
  test('in ISO-8859-1 is broken', () => {
    const latin1 = seenIn([opened(), asked(request({ 'icy-name': 'Pr\xfcfstrom' }))]);
    expect(encodedOnce(latin1)).toMatchObject({
      outcome: 'broken',
      actual: 'icy-name with the bytes “Pr\\xfcfstrom”',
    });
  });

  test('that was encoded twice is broken by an erratum', () => {
    expect(encodedOnce(seen({ 'icy-name': asUtf8('Prüfstrom') }))).toMatchObject({
      outcome: 'broken',
      erratum: 'E-ICY-01',
    });
  });

  test('in UTF-8 is met', () => {
    expect(encodedOnce(seen({ 'icy-name': 'Prüfstrom', 'icy-emoji': '🎧' })).outcome).toBe('met');
  });
});

test.for<[string, string[]]>([
  ['https://example.org/a%20b?c=d', []],
  ['example.org', ['validAddresses', 'webSchemes', 'checkedAddresses']],
  ['ftp://example.org/', ['webSchemes', 'checkedAddresses']],
  ['http://', ['validAddresses', 'checkedAddresses']],
  ['https://example.org/ä', ['encodedAddresses', 'checkedAddresses']],
])('of the address %s these are broken: %s', ([address, broken]) => {
  const checks = { validAddresses, webSchemes, encodedAddresses, checkedAddresses };
  const found = Object.entries(checks)
    .filter(([, check]) => check(seen({ 'icy-url': address })).outcome === 'broken')
    .map(([name]) => name);
  expect(found).toEqual(broken);
});

test('accounts are addresses where they are given so', () => {
  expect(webSchemes(seen({ 'icy-social-ig': '@radio' })).outcome).toBe('skipped');
  expect(webSchemes(seen({ 'icy-social-ig': 'gopher://example.org' })).outcome).toBe('broken');
});

test('an address that strangers cannot reach is noted', () => {
  expect(checkedAddresses(seen({ 'icy-url': 'http://192.168.1.7/' })).outcome).toBe('noted');
});

test('languages beyond ISO 639-1 are of less weight than those that are none', () => {
  expect(languageCode(seen({ 'icy-language': 'zh-Hant' }))).toMatchObject({ atMost: 'should' });
  const none = languageCode(seen({ 'icy-language': 'english_uk' }));
  expect(none.outcome).toBe('broken');
  expect(none).not.toHaveProperty('atMost');
});

test('emoji and hashtags are counted as a reader does', () => {
  expect(fewEmoji(seen({ 'icy-emoji': '👩‍🚀🏳️‍🌈' }))).toMatchObject({ outcome: 'met', actual: '2 emoji' });
  expect(fewEmoji(seen({ 'icy-emoji': '👩‍🚀' }))).toMatchObject({ outcome: 'broken', actual: '1 emoji' });
  expect(fewEmoji(seen({ 'icy-emoji': 'music' }))).toMatchObject({ reason: 'dependency-failed' });
  expect(someHashtags(seen({ 'icy-hashtags': '#a,#b, #c' })).outcome).toBe('met');
  expect(someHashtags(seen({ 'icy-hashtags': '#a #b' })).outcome).toBe('broken');
});

test('best practices are noted where they are not followed', () => {
  expect(accountsNamed(seen({})).outcome).toBe('noted');
  expect(accountsNamed(seen({ 'icy-dj-handle': '@dj' })).outcome).toBe('met');
  expect(flagsStated(seen({ 'icy-nsfw': '0' }))).toMatchObject({ actual: 'no icy-ai-generated' });
  expect(flagsStated(seen({ 'icy-nsfw': '0', 'icy-ai-generated': '0' })).outcome).toBe('met');
});

test('video is described where it is declared', () => {
  expect(videoDescribed(seen({})).outcome).toBe('skipped');
  expect(videoDescribed(seen({ 'Content-Type': 'video/webm' })).outcome).toBe('broken');
  expect(videoDescribed(seen({ 'Content-Type': 'video/webm', 'icy-video-type': 'live' })).outcome).toBe(
    'met',
  );
});
