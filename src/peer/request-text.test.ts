import { expect, test } from 'vitest';
import { basicToken } from '../http/basic.ts';
import { asUtf8 } from '../http/message.ts';
import { get, put } from '../scenario/stimulus.ts';
import type { Identity, RequestPlan } from '../scenario/stimulus.ts';
import { requestText, trackPathOf } from './request-text.ts';
import type { Cast } from './request-text.ts';

const cast: Cast = {
  mount: '/live.mp3',
  owner: { user: 'source', password: 'hackme' },
  admin: { user: 'admin', password: 'secret' },
  accounts: { colon: { user: 'dj', password: 'a:b:c', mount: '/colon.mp3' } },
  authority: '127.0.0.1:8000',
  origin: 'http://127.0.0.1:8000',
  token: 'abc.def',
};

const text = (plan: RequestPlan, bodyLength = 0) => requestText(plan, cast, bodyLength);
const linesOf = (plan: RequestPlan) => text(plan).split('\r\n');

test('a source asks as the document prints it', () => {
  expect(text(put({ fields: [['Ice-Name', 'Zürich']] }), 4178)).toBe(
    [
      'PUT /live.mp3 HTTP/1.1',
      'Host: 127.0.0.1:8000',
      `Authorization: Basic ${basicToken('source', 'hackme')}`,
      'User-Agent: ingestspec/1',
      'Content-Length: 4178',
      'Content-Type: audio/mpeg',
      `Ice-Name: ${asUtf8('Zürich')}`,
      'Expect: 100-continue',
      '',
      '',
    ].join('\r\n'),
  );
});

test('the token of the target is filled in, and left where there is none', () => {
  const plan = put({ fields: [['icy-auth-token', 'Bearer {token}']] });
  expect(text(plan)).toContain('\r\nicy-auth-token: Bearer abc.def\r\n');
  expect(requestText(plan, { ...cast, token: undefined }, 0)).toContain(
    '\r\nicy-auth-token: Bearer {token}\r\n',
  );
});

test('a listener asks for no more than the mount point', () => {
  expect(text(get())).toBe(
    'GET /live.mp3 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nUser-Agent: ingestspec/1\r\n\r\n',
  );
});

test.for<[Identity, string | undefined]>([
  ['nobody', undefined],
  ['stranger', basicToken('source', 'wrong-password')],
  ['impostor', basicToken('not-source', 'hackme')],
  ['nameless', basicToken('', 'hackme')],
  ['admin', basicToken('admin', 'secret')],
  [{ account: 'colon' }, basicToken('dj', 'a:b:c')],
  [{ account: 'absent' }, undefined],
])('%j has credentials of its own', ([as, token]) => {
  const line = linesOf(put({ as })).find((one) => one.startsWith('Authorization'));
  expect(line).toBe(token && `Authorization: Basic ${token}`);
});

test('a wrong password is wrong whatever the right one is', () => {
  const owner = { user: 'source', password: 'wrong-password' };
  const plan = put({ as: 'stranger' });
  expect(requestText(plan, { ...cast, owner }, 0)).not.toContain(basicToken('source', 'wrong-password'));
});

test.for<[string, string]>([
  ['{mount}', '/live.mp3'],
  ['{bare-mount}', 'live.mp3'],
  ['{encoded-mount}', '/live.mp%33'],
  ['{mount:colon}', '/colon.mp3'],
  ['{mount:absent}', '/live.mp3'],
  ['{origin}{mount}', 'http://127.0.0.1:8000/live.mp3'],
  ['{nonsense}', '{nonsense}'],
  ['{point}/a', '/live.mp3/a'],
  ['{point:colon}', '/colon.mp3'],
  ['{track:video}', '/live.mp3/Streams(video.cmfv)'],
  ['{track:audio-german}', '/live.mp3/Streams(audio-german.cmfa)'],
  ['{track:nonsense}', '{track:nonsense}'],
  ['{track:constructor}', '{track:constructor}'],
  ['/Zürich', asUtf8('/Zürich')],
])('the target %s is filled in', ([target, filled]) => {
  expect(linesOf(put({ target }))[0]).toBe(`PUT ${filled} HTTP/1.1`);
});

test('what is given as it is goes out as it is', () => {
  const plan = put({
    as: { authorization: 'Basic ???' },
    scheme: 'ignored',
    hosts: [],
    framing: { by: 'length', length: 7 },
    rawFields: [['Ice-Name', '\xff{mount}']],
    authorizationAt: 'last',
    lineEnd: '\n',
  });
  expect(text(plan, 4178).split('\n').slice(1)).toEqual([
    'User-Agent: ingestspec/1',
    'Content-Length: 7',
    'Content-Type: audio/mpeg',
    'Ice-Name: \xff{mount}',
    'Expect: 100-continue',
    'Authorization: Basic ???',
    '',
    '',
  ]);
});

test.for<[string | undefined, string, string]>([
  [undefined, '/point', '/point/Streams(video.cmfv)'],
  ['{name}/{name}{extension}', '/point/', '/point/video/video.cmfv'],
  ['/{name}.mp4', '/', '/video.mp4'],
  ['', '/point', '/point'],
])('the path of a track by %j below %s', ([trackPath, mount, path]) => {
  expect(trackPathOf('video', { mount, trackPath })).toBe(path);
});

test('a suffix keeps the tracks of two scenarios apart', () => {
  const naming = { mount: '/point', trackSuffix: '-3f2a-7' };
  expect(trackPathOf('webvtt', naming)).toBe('/point/Streams(webvtt-3f2a-7.cmft)');
});

test('a coding is declared', () => {
  expect(linesOf(put({ coding: 'gzip' }))).toContain('Content-Encoding: gzip');
});
