import { expect, test } from 'vitest';
import { asUtf8 } from '../../http/message.ts';
import { carried, noIcy2Names, unharmed } from './icy2-conduct-published.ts';
import { head, observed, page, sourceAsks, sourceTaken } from './staged.ts';

const published = (values: Readonly<Record<string, string>>) =>
  page(
    'status',
    200,
    JSON.stringify({ icestats: { source: { listenurl: 'http://x/live.mp3', ...values } } }),
  );

const sent = { 'icy-podcast-host': 'Host: Zoë 🎧', 'icy-br': '128' } as const;

test('values arrive, whatever they are called', () => {
  const check = carried(sent);
  const right = { 'icy2-host': sent['icy-podcast-host'], bitrate: '128' };
  expect(check(observed(sourceTaken, published(right))).outcome).toBe('met');
  expect(check(observed(sourceTaken, published({ bitrate: '128' })))).toMatchObject({
    outcome: 'broken',
    actual: 'icy-podcast-host nowhere',
  });
  expect(check(observed(sourceTaken)).outcome).toBe('unclear');
  expect(check(observed(sourceAsks, head(0, 'received', 'HTTP/1.1 401 No'))).outcome).toBe('unclear');
  expect(check(observed()).outcome).toBe('unclear');
});

test('flags of 0 may be left out', () => {
  const check = carried({ 'icy-nsfw': '0' });
  expect(check(observed(sourceTaken, published({}))).outcome).toBe('met');
});

test('what is published is published unharmed', () => {
  const check = unharmed(sent);
  const host = (value: string) => observed(sourceTaken, published({ 'icy2-podcast-host': value }));
  expect(check(host(sent['icy-podcast-host']))).toMatchObject({ outcome: 'met', actual: '1 of 2 values' });
  expect(check(host(asUtf8(sent['icy-podcast-host'])))).toMatchObject({
    outcome: 'broken',
    actual: expect.stringContaining('(taken for ISO-8859-1)') as string,
  });
  expect(check(host('Host: Zo? ?'))).toMatchObject({ actual: 'icy-podcast-host: Host: Zo? ?' });
  expect(check(observed(sourceTaken, published({}))).outcome).toBe('unclear');
});

test('a mount point has no names of ICY2', () => {
  expect(noIcy2Names(observed(sourceTaken, published({ server_name: 'x' }))).outcome).toBe('met');
  expect(noIcy2Names(observed(sourceTaken, published({ 'icy2-version': '2.1' })))).toMatchObject({
    outcome: 'broken',
    actual: 'icy2-version: 2.1 in the public statistics (JSON)',
  });
  expect(noIcy2Names(observed(sourceTaken)).outcome).toBe('unclear');
});
