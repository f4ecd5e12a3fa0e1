import { expect, test } from 'vitest';
import { asUtf8 } from '../../http/message.ts';
import { announced, notEchoed, readableStatistics, unharmed } from './announced.ts';
import { head, listenerJoins, observed, page, sourceAsks, sourceTaken } from './staged.ts';

const name = 'Radio Zürich';
const heardAs = (value: string) => listenerJoins('HTTP/1.1 200 OK', `icy-name: ${asUtf8(value)}`);
const publishedAs = (value: string) =>
  page(
    'status',
    200,
    JSON.stringify({ icestats: { source: { listenurl: 'http://x/live.mp3', server_name: value } } }),
  );

test('a name is announced to listeners or in the statistics', () => {
  const check = announced('ice-name', name);
  expect(check(observed(sourceTaken, heardAs(name))).outcome).toBe('met');
  expect(check(observed(sourceTaken, listenerJoins(), publishedAs(name))).outcome).toBe('met');
  expect(check(observed(sourceTaken, listenerJoins()))).toMatchObject({
    outcome: 'broken',
    actual: 'none of icy-name, ice-name, server_name',
  });
  expect(check(observed(sourceTaken, heardAs('another')))).toMatchObject({ actual: 'icy-name: another' });
  expect(check(observed(sourceTaken, heardAs(asUtf8(name))))).toMatchObject({
    actual: expect.stringContaining('taken for ISO-8859-1') as string,
  });
});

test('without a place to look at it is open', () => {
  const check = announced('ice-name', name);
  expect(check(observed(sourceTaken))).toMatchObject({ outcome: 'unclear', reason: 'prerequisite-missing' });
  expect(check(observed(sourceAsks, head(0, 'received', 'HTTP/1.1 403 Forbidden')))).toMatchObject({
    reason: 'dependency-failed',
  });
});

test('a name is unharmed only if it is so wherever it is shown', () => {
  const check = unharmed('ice-name', name);
  expect(check(observed(sourceTaken, heardAs(name), publishedAs(name))).outcome).toBe('met');
  expect(check(observed(sourceTaken, heardAs(name), publishedAs(asUtf8(name)))).outcome).toBe('broken');
  expect(check(observed(sourceTaken, heardAs(name), publishedAs('Radio Z?rich'))).outcome).toBe('broken');
  expect(check(observed(sourceTaken, heardAs(name), publishedAs('Unspecified name'))).outcome).toBe('met');
  expect(check(observed(sourceTaken, listenerJoins())).outcome).toBe('broken');
});

test('a header of the source’s own making is handed on, or not', () => {
  const check = notEchoed('icy-canary');
  expect(check(observed(sourceTaken, heardAs(name))).outcome).toBe('met');
  expect(check(observed(sourceTaken, listenerJoins('HTTP/1.1 200 OK', 'icy-canary: x'))).outcome).toBe(
    'broken',
  );
  expect(check(observed(sourceTaken)).outcome).toBe('unclear');
});

test('the statistics are JSON, or not', () => {
  expect(readableStatistics(observed(page('status', 200, '{}'))).outcome).toBe('met');
  expect(readableStatistics(observed(page('status', 200, '{"name":"say "hello""}'))).outcome).toBe('broken');
  expect(readableStatistics(observed(page('status', 404, ''))).outcome).toBe('unclear');
});
