import { expect, test } from 'vitest';
import { basicToken } from '../../http/basic.ts';
import type { RequestHead } from '../../http/message.ts';
import { refusalOf } from './authorize.ts';
import { settingsOf } from './settings.ts';

const plain = { secure: undefined, demandsCertificate: false };
const owner = { user: 'ingest', password: 'hackme' };
const tenant = { user: 'tenant', password: 'secret', mount: '/theirs' };

const newSettings = () =>
  settingsOf({ quirks: [], owner, accounts: { tenant }, points: ['/live', '/theirs'], keep: false });

const headWith = ({ user, password }: { readonly user: string; readonly password: string }): RequestHead => ({
  kind: 'request',
  method: 'PUT',
  target: '/live/a.m4s',
  version: 'HTTP/1.1',
  fields: [{ name: 'Authorization', value: `Basic ${basicToken(user, password)}`, offset: 0 }],
  text: '',
  oddities: [],
});

test('what was judged before is no judgement of other credentials', () => {
  const settings = newSettings();
  const wrong = { ...owner, password: 'guessed' };
  const answers = [owner, wrong, owner, wrong, wrong, owner].map(
    (account) => refusalOf(headWith(account), '/live', plain, settings)?.status,
  );
  expect(answers).toEqual([undefined, 403, undefined, 403, 403, undefined]);
});

test('the same credentials are judged anew at each publishing point', () => {
  const settings = newSettings();
  const answers = ['/live', '/theirs', '/live', undefined].map(
    (point) => refusalOf(headWith(tenant), point, plain, settings)?.status,
  );
  expect(answers).toEqual([403, undefined, 403, 403]);
});

test('two receiving entities judge by their own accounts', () => {
  const [one, other] = [newSettings(), settingsOf({ ...newSettings(), owner: tenant })];
  expect(refusalOf(headWith(owner), '/live', plain, one)).toBeUndefined();
  expect(refusalOf(headWith(owner), '/live', plain, other)?.status).toBe(403);
});
