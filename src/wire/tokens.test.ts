import { expect, test } from 'vitest';
import { tokenIn } from './tokens.ts';

const base64url = (value: unknown): string =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

const jwt = (claims: unknown, header: unknown = { alg: 'HS256' }): string =>
  `Bearer ${base64url(header)}.${base64url(claims)}.c2lnbmF0dXJl`;

const seen = (value: string, target = '/live.mp3') =>
  tokenIn(`PUT ${target} HTTP/1.1\r\nHost: x\r\nIcy-Auth-Token: ${value}\r\n\r\n`);

test('a head without a token has none', () => {
  expect(tokenIn('PUT /live.mp3 HTTP/1.1\r\nHost: x\r\n\r\n')).toBeUndefined();
  expect(tokenIn('HTTP/1.1 200 OK\r\nicy-auth-token: Bearer x\r\n\r\n')).toBeUndefined();
});

test('of an opaque token its form is told, and not what it is', () => {
  expect(seen('Bearer abc.def~ghi')).toEqual({ reads: 'right' });
  expect(seen('abc')).toEqual({ reads: 'wrong', why: 'no Bearer before the token' });
  expect(seen('Bearer \xff')?.reads).toBe('wrong');
  expect(seen('')).toEqual({ reads: 'wrong', why: 'empty' });
});

test('of a JSON Web Token it is told how long it is good, and whether it names the mount point', () => {
  expect(seen(jwt({ iat: 1000, exp: 4600, mount: '/live.mp3' }))).toEqual({
    reads: 'right',
    jwt: { lifetime: 3600, namesMount: true },
  });
  expect(seen(jwt({ aud: ['x', 'https://radio.example/live.mp3'] }), '/live.mp3?a=b')).toEqual({
    reads: 'right',
    jwt: { namesMount: true },
  });
  expect(seen(jwt({ mount: '/other.mp3' }))?.jwt).toEqual({ namesMount: false });
  expect(seen(jwt({ mount: '/' }), '/')?.jwt).toEqual({ namesMount: false });
  expect(seen(jwt({}, { alg: 'none' }))?.reads).toBe('wrong');
});

test('a token that expires and was issued nobody knows when is counted from now', () => {
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  expect(seen(jwt({ exp: inAnHour }))?.jwt?.lifetime).toBeGreaterThan(3500);
});
