import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bearerOf, claimsNaming, isShortLived, jsonWebTokenOf, lifetimeOf, token } from './auth-token.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const made = (claims: unknown, header: unknown = { alg: 'HS256' }) => `${part(header)}.${part(claims)}.c2ln`;

const read = (claims: unknown) => {
  const jwt = jsonWebTokenOf(made(claims));
  if (jwt === undefined) throw new Error('no token');
  return jwt;
};

test('a lifetime begins when the token was issued, or else now', () => {
  expect(lifetimeOf(read({ iat: 1000, exp: 4600 }), 9999)).toBe(3600);
  expect(lifetimeOf(read({ exp: 4600 }), 1000)).toBe(3600);
  expect(lifetimeOf(read({ iat: 1000 }), 1000)).toBeUndefined();
  expect(lifetimeOf(read({ exp: '4600', iat: null }), 1000)).toBeUndefined();
});

test('short-lived is from one hour to 24', () => {
  expect([3599, 3600, 86_400, 86_401, -1].map(isShortLived)).toEqual([false, true, true, false, false]);
});

test('a mount point is found in any claim, however deep, and not in names of claims', () => {
  const claims = {
    sub: 'a',
    scope: 'source:/live.mp3 b',
    a: { b: [{ c: '/live.mp3' }] },
    '/live.mp3': true,
    n: 1,
  };
  expect(claimsNaming(read(claims), '/live.mp3')).toEqual(['scope', 'a']);
});

test.for<[string, string]>([
  ['brackets without end', `${part({ alg: 'a' })}.${Buffer.from('['.repeat(4000)).toString('base64url')}.`],
  [
    'deep brackets',
    `${part({ alg: 'a' })}.${Buffer.from('['.repeat(3000) + ']'.repeat(3000)).toString('base64url')}.`,
  ],
  ['no UTF-8', `${part({})}.${Buffer.from('{"a":"\xff"}', 'latin1').toString('base64url')}.`],
  ['more than 8 KiB', made({ a: 'x'.repeat(8192) })],
  ['four parts', `${made({})}.a`],
  ['plus and slash', `a+b/.${part({})}.`],
])('a token with %s is opaque', ([, value]) => {
  expect(jsonWebTokenOf(value)).toBeUndefined();
  expect(token(`Bearer ${value}`)).toEqual({ as: 'right' });
});

test('a claim of many values is looked at in part', () => {
  const wide = read({ a: Array.from({ length: 2000 }, () => 1), b: '/x' });
  expect(claimsNaming(wide, '/x')).toEqual(['b']);
});

test('no token makes it throw', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abeyJ01.-_=+/ ') });
  fc.assert(fc.property(letters, (value) => token(`Bearer ${value}`).as !== undefined));
  fc.assert(
    fc.property(fc.json(), fc.json(), (header, claims) => {
      const value = [header, claims].map((json) => Buffer.from(json).toString('base64url')).join('.');
      expect(bearerOf(`Bearer ${value}.`)).toBe(`${value}.`);
      const jwt = jsonWebTokenOf(`${value}.`);
      expect(jwt === undefined || claimsNaming(jwt, 'a').length >= 0).toBe(true);
    }),
  );
});
