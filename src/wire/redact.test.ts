import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basicToken } from '../http/basic.ts';
import { asUtf8 } from '../http/message.ts';
import { redaction } from './redact.ts';

const { text, payload } = redaction(['hackme', 'pä ss&"wörd', 'abc', '{"é"}'], ['source', 'admin']);

const canary = `ingestspec-canary-${'0f'.repeat(16)}`;

const stars = (count: number): string => '*'.repeat(count);

test.for<[dirty: string, clean: string]>([
  ['Authorization: Basic c291cmNl\r\n', `Authorization: Basic ${stars(8)}\r\n`],
  ['A: b\r\nauthorization:basic   c291cmNl\r\n\r\n', `A: b\r\nauthorization:basic   ${stars(8)}\r\n\r\n`],
  ['Proxy-Authorization: Bearer a.b.c', `Proxy-Authorization: Bearer ${stars(5)}`],
  ['Authorization: Digest u="a", r="b"\n', `Authorization: Digest ${stars(12)}\n`],
  ['Authorization : Basic c291\n', `Authorization : Basic ${stars(4)}\n`],
  [' Authorization: Basic c291\n', ` Authorization: Basic ${stars(4)}\n`],
  ['Authorization: Basic\r\n c291\r\nA: b\r\n', `Authorization: Basic\r\n ${stars(4)}\r\nA: b\r\n`],
  [
    'Authorization: Basic c2\r\n\t91\r\nA: b\r\n',
    `Authorization: Basic ${stars(2)}\r\n${stars(3)}\r\nA: b\r\n`,
  ],
  ['Authorization: Basic c2\r91\r\n', `Authorization: Basic ${stars(2)}\r${stars(2)}\r\n`],
  ['Authorization: Basic\r\n', 'Authorization: Basic\r\n'],
  ['Authorization: opensesame\r\n', `Authorization: ${stars(10)}\r\n`],
  ['Authorization:\r\n', 'Authorization:\r\n'],
  ['X-Authorization-Mode: none\r\n', 'X-Authorization-Mode: none\r\n'],
  ['Icy-Auth-Token: Bearer eyJ\r\nicy-name: a\r\n', `Icy-Auth-Token: ${stars(10)}\r\nicy-name: a\r\n`],
  [`icy-auth-token: Bearer ${canary}\r\n`, `icy-auth-token: Bearer ${canary}\r\n`],
  [`icy-auth-token: Bearer ${canary}0\r\n`, `icy-auth-token: ${stars(58)}\r\n`],
  ['GET http://source:x@host:80/a', `GET http://${stars(8)}@host:80/a`],
  ['icecast://u:p@h/m and //a@b', `icecast://${stars(3)}@h/m and //a@b`],
  ['http://host/a@b', 'http://host/a@b'],
  ['GET /admin?pass=hackme&x', `GET /admin?pass=${stars(6)}&x`],
  ['hackmehackme', stars(12)],
  ['Hackme', 'Hackme'],
  ['abc', 'abc'],
  ['key pä ss&"wörd', `key ${stars(11)}`],
  [asUtf8('key pä ss&"wörd'), `key ${stars(13)}`],
  ['p%C3%A4%20ss%26%22w%C3%B6rd', stars(27)],
  ['p%c3%a4%20ss%26%22w%c3%b6rd', stars(27)],
  ['p%C3%A4+ss%26%22w%C3%B6rd', stars(25)],
  ['"pä ss&\\"wörd"', `"${stars(12)}"`],
  ['<a>pä ss&amp;"wörd</a>', `<a>${stars(15)}</a>`],
  ['<a b="pä ss&amp;&quot;wörd">', `<a b="${stars(20)}">`],
  [
    `seen ${basicToken('admin', 'hackme')} there`,
    `seen ${stars(basicToken('admin', 'hackme').length)} there`,
  ],
])('%j', ([dirty, clean]) => {
  expect(text(dirty)).toBe(clean);
});

test('payload: the same, for secrets of six characters and more', () => {
  const shorter = redaction(['four', 'sixsix'], []);
  expect(shorter.payload('four sixsix Authorization: Basic abcd')).toBe(
    'four ****** Authorization: Basic abcd',
  );
  expect(payload('hackme')).toBe('******');
});

test('the length stays, and no secret does, whatever stands around it', () => {
  const secret = 'correct horse';
  const one = redaction([secret], ['source']);
  const around = fc.string({ unit: 'binary-ascii', maxLength: 40 });
  fc.assert(
    fc.property(
      around,
      around,
      fc.constantFrom('', '\r\nAuthorization: Basic ', 'http://a:'),
      (before, after, lead) => {
        const dirty = `${before}${lead}${secret}${after}`;
        const clean = one.text(dirty);
        expect(clean).toHaveLength(dirty.length);
        expect(clean).not.toContain(secret);
        expect(clean.replaceAll(/[^\r\n]/g, '')).toBe(dirty.replaceAll(/[^\r\n]/g, ''));
      },
    ),
  );
});

test('hostile text takes linear time', () => {
  const started = performance.now();
  for (const dirty of [
    'Authorization'.repeat(20_000),
    `Authorization:${' '.repeat(300_000)}`,
    'Authorization: a\r\n '.repeat(20_000),
    '://'.repeat(100_000),
    `://${'a'.repeat(300_000)}`,
    ' '.repeat(300_000),
  ]) {
    text(`:${dirty}`);
  }
  expect(performance.now() - started).toBeLessThan(3000);
});
