import { expect, test } from 'vitest';
import { isCanary } from '../../trace/canary.ts';
import { canary, keptFromAdministrator, keptFromListeners, keptFromPages } from './icy2-conduct-token.ts';
import { head, listenerJoins, observed, page, payload, sourceAsks, sourceTaken } from './staged.ts';

const bits = '0123456789abcdef0123456789abcdef';
const token = canary(bits);

test('a canary is one', () => {
  expect(isCanary(token)).toBe(true);
});

const spellings: readonly [how: string, text: string][] = [
  ['as it is', token],
  ['without its scheme', token.slice('Bearer '.length)],
  ['in upper case', token.toUpperCase()],
  ['percent-encoded', encodeURIComponent(token)],
  ...[0, 1, 2].map((before): [string, string] => [
    `in base64, behind ${String(before)} bytes`,
    btoa(`${'x'.repeat(before)}${token}yz`),
  ]),
  ['in base64, its random part alone', btoa(bits)],
];

test.for(spellings)('a token is found in a head, %s', ([, text]) => {
  const check = keptFromListeners(token, 'listener');
  expect(check(observed(sourceTaken, listenerJoins('HTTP/1.1 200 OK', `icy-x: ${text}`)))).toMatchObject({
    outcome: 'broken',
    actual: expect.stringContaining('icy-x:') as string,
    evidence: [{ offset: 'HTTP/1.1 200 OK\r\n'.length }],
  });
});

test('a token is found between the bytes of a stream', () => {
  const check = keptFromListeners(token, 'listener');
  const leaked = observed(sourceTaken, listenerJoins(), payload(1, 'received', `\0\0${token}\0`));
  expect(check(leaked)).toMatchObject({ outcome: 'broken' });
  expect(check(observed(sourceTaken, listenerJoins(), payload(1, 'received', 'mp3'))).outcome).toBe('met');
  expect(check(observed(sourceTaken)).outcome).toBe('unclear');
  expect(check(observed(sourceAsks, head(0, 'received', 'HTTP/1.1 401 No'))).outcome).toBe('unclear');
});

test('a token is found on a page', () => {
  const check = keptFromPages(token, 'status');
  expect(check(observed(sourceTaken, page('status', 200, `{"t":"${token}"}`)))).toMatchObject({
    outcome: 'broken',
    actual: expect.stringContaining(token) as string,
  });
  expect(check(observed(sourceTaken, page('status', 200, '{}'))).outcome).toBe('met');
  expect(check(observed(sourceTaken, page('status', 404, token))).outcome).toBe('unclear');
});

test('that the administrator sees it is a warning at most', () => {
  const seen = observed(sourceTaken, page('stats', 200, `<t>${token}</t>`));
  expect(keptFromAdministrator(token)(seen)).toMatchObject({ outcome: 'broken', atMost: 'should' });
});
