import { expect, test } from 'vitest';
import { basicToken } from '../../http/basic.ts';
import { isHead, parseHead } from '../../http/parse-head.ts';
import type { RequestHead } from '../../http/message.ts';
import type { ServerQuirk } from '../../scenario/server-quirks.ts';
import { admit, asRead } from './admission.ts';
import { settingsOf } from './settings.ts';

const owner = { user: 'source', password: 'hackme' };
const accounts = {
  open: { user: '', password: '', mount: '/open.mp3' },
  colon: { user: 'dj', password: 'a:b:c', mount: '/colon.mp3' },
};

const settings = (...quirks: ServerQuirk[]) =>
  settingsOf({ personality: 'strict', quirks, owner, admin: { user: 'admin', password: 'x' }, accounts });

interface Ask {
  readonly line?: string;
  readonly auth?: string | null;
  readonly host?: readonly string[];
  readonly type?: string | null;
  readonly more?: readonly string[];
  readonly end?: string;
}

const headOf = ({ line, auth, host, type, more = [], end = '\r\n' }: Ask): RequestHead => {
  const lines = [
    line ?? 'PUT /live.mp3 HTTP/1.1',
    ...(host ?? ['Host: x']),
    ...(auth === null ? [] : [`Authorization: ${auth ?? `Basic ${basicToken('source', 'hackme')}`}`]),
    ...(type === null ? [] : [`Content-Type: ${type ?? 'audio/mpeg'}`]),
    ...more,
  ];
  const head = parseHead(lines.map((one) => `${one}${end}`).join('') + end, 'request');
  if (!isHead(head) || head.kind !== 'request') throw new Error('no request');
  return head;
};

const decide = (ask: Ask, ...quirks: ServerQuirk[]) => {
  const admission = admit(headOf(ask), settings(...quirks), (mount) => mount === '/used.mp3');
  return admission.verdict === 'refused' ? admission.status : admission.verdict;
};

test.for<[string, Ask, number | 'taken']>([
  ['a source with credentials', {}, 'taken'],
  ['no credentials', { auth: null }, 401],
  ['a wrong password', { auth: `Basic ${basicToken('source', 'wrong')}` }, 401],
  ['a wrong user', { auth: `Basic ${basicToken('other', 'hackme')}` }, 401],
  ['a scheme in lower case', { auth: `basic ${basicToken('source', 'hackme')}` }, 'taken'],
  ['another scheme', { auth: 'Bearer hackme' }, 401],
  ['no base64', { auth: 'Basic ???' }, 401],
  ['no colon', { auth: `Basic ${btoa('hackme')}` }, 401],
  ['an open mount point', { auth: null, line: 'PUT /open.mp3 HTTP/1.1' }, 'taken'],
  ['the owner on a mount point of its own account', { line: 'PUT /colon.mp3 HTTP/1.1' }, 401],
  ['the account', { line: 'PUT /colon.mp3 HTTP/1.1', auth: `Basic ${basicToken('dj', 'a:b:c')}` }, 'taken'],
  ['no type', { type: null }, 400],
  ['an empty type', { type: '' }, 400],
  ['a type with parameters', { type: 'Audio/MPEG; charset=x' }, 'taken'],
  ['an unsupported type', { type: 'text/plain' }, 415],
  ['a mount point in use', { line: 'PUT /used.mp3 HTTP/1.1' }, 409],
  ['no Host', { host: [] }, 400],
  ['no Host in HTTP/1.0', { host: [], line: 'PUT /live.mp3 HTTP/1.0' }, 'taken'],
  ['two Hosts', { host: ['Host: x', 'Host: y'] }, 400],
  ['a bare line feed', { end: '\n' }, 400],
  ['a folded line', { more: ['X-Folded: a', ' b'] }, 400],
  ['both framings', { more: ['Transfer-Encoding: chunked', 'Content-Length: 5'] }, 400],
  ['a coding that is not known', { more: ['Transfer-Encoding: gzip'] }, 501],
  ['two lengths', { more: ['Content-Length: 5', 'Content-Length: 6'] }, 400],
  ['an expectation', { more: ['Expect: 100-Continue'] }, 'taken'],
  ['an unknown expectation', { more: ['Expect: tea'] }, 417],
  ['/', { line: 'PUT / HTTP/1.1' }, 403],
  ['/admin', { line: 'PUT /admin/live HTTP/1.1' }, 403],
  ['/admin, percent-encoded', { line: 'PUT /%61dmin/live HTTP/1.1' }, 403],
  ['dot segments', { line: 'PUT /a/../live.mp3 HTTP/1.1' }, 400],
  ['dot segments, percent-encoded', { line: 'PUT /a/%2e%2E/live.mp3 HTTP/1.1' }, 400],
  ['a control character', { line: 'PUT /live%00.mp3 HTTP/1.1' }, 400],
  ['a broken percent-encoding', { line: 'PUT /live%zz.mp3 HTTP/1.1' }, 400],
  ['absolute form', { line: 'PUT http://x/live.mp3 HTTP/1.1' }, 'taken'],
  ['no slash', { line: 'PUT live.mp3 HTTP/1.1' }, 400],
  ['an asterisk', { line: 'PUT * HTTP/1.1' }, 400],
])('%s', ([, ask, expected]) => {
  expect(decide(ask)).toBe(expected);
});

test('two spellings of a path are one mount point', () => {
  const admission = admit(headOf({ line: 'PUT /l%69ve.mp3?x=1 HTTP/1.1' }), settings(), () => false);
  expect(admission).toEqual({ verdict: 'taken', mount: '/live.mp3' });
});

test('an unknown expectation can be passed over', () => {
  expect(decide({ more: ['Expect: tea'] }, 'ignores-unknown-expectation')).toBe('taken');
});

test('lines beyond the limit are not read', () => {
  const head = headOf({ auth: null, more: [...Array.from({ length: 40 }, () => 'X: y'), 'Last: z'] });
  expect(asRead(head, settings()).fields).toHaveLength(43);
  expect(asRead(head, settings('drops-lines-beyond-32')).fields).toHaveLength(31);
});
