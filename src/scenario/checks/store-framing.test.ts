import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { latin1 } from '../../http/message.ts';
import type { Check } from '../check.ts';
import { ends, head, observed, opens, payload } from './staged.ts';
import type { Staged } from './staged.ts';
import { givesBackDecoded, goAhead } from './store-framing.ts';

const object = 'the same line again and again, '.repeat(8);
const gzip = (text: string, level = 6): string => latin1(gzipSync(text, { level }));
const coded = gzip(object);

const uploads = (status = 201, body = coded): Staged => [
  ...opens(0, 'source'),
  ...head(
    0,
    'sent',
    'PUT /live/s/live.mpd HTTP/1.1',
    'Host: x',
    'Content-Encoding: gzip',
    `Content-Length: ${String(body.length)}`,
  ),
  ...payload(0, 'sent', body),
  ...head(0, 'received', `HTTP/1.1 ${String(status)} Words`, 'Content-Length: 0'),
];

const gets = (body: string, ...fields: readonly string[]): Staged => [
  ...opens(1, 'reader'),
  ...head(1, 'sent', 'GET /live/s/live.mpd HTTP/1.1', 'Host: x'),
  ...head(1, 'received', 'HTTP/1.1 200 OK', `Content-Length: ${String(body.length)}`, ...fields),
  ...payload(1, 'received', body),
];

const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));
const read = (...happened: Staged[]) => outcomeOf(givesBackDecoded(), uploads(), ...happened);

test('a compressed object comes back decoded, as it was sent, or compressed anew', () => {
  expect(read(gets(object))).toEqual({ outcome: 'met', actual: '200 OK, decoded' });
  expect(read(gets(coded, 'Content-Encoding: gzip')).outcome).toBe('met');
  expect(read(gets(gzip(object, 1), 'Content-Encoding: x-GZIP')).outcome).toBe('met');
});

test('a compressed object that is handed out without a word', () => {
  expect(read(gets(coded))).toMatchObject({
    outcome: 'broken',
    expected: `the ${String(object.length)} bytes of the object, decoded or with Content-Encoding: gzip`,
    actual: `the ${String(coded.length)} bytes of gzip that were sent (1f 8b 08 00 …), without Content-Encoding`,
    evidence: [{ offset: 0 }],
  });
});

test('another object, or none', () => {
  expect(read(gets('another object')).outcome).toBe('broken');
  expect(read(gets(gzip('another object'), 'Content-Encoding: gzip')).outcome).toBe('broken');
  expect(read(gets('no gzip at all', 'Content-Encoding: gzip')).outcome).toBe('broken');
  expect(read(gets(object, 'Content-Encoding: br'))).toMatchObject({
    outcome: 'broken',
    actual: '200 OK, Content-Encoding: br',
  });
  expect(read().outcome).toBe('unclear');
  expect(outcomeOf(givesBackDecoded(), uploads(415), gets(object)).outcome).toBe('unclear');
});

test('a body that grows without end is not followed', () => {
  const bomb = gzip('0'.repeat(8 * 1024 * 1024));
  expect(read(gets(bomb, 'Content-Encoding: gzip'))).toMatchObject({ outcome: 'broken' });
});

test('a response that was cut off', () => {
  const [open, asked, answered] = gets(coded, 'Content-Encoding: gzip');
  if (open === undefined || asked === undefined || answered === undefined) throw new Error('not staged');
  const half = payload(1, 'received', coded.slice(0, 20));
  expect(read([open, asked, answered, ...half, ...ends(1, 'target')]).outcome).toBe('broken');
});

const expectsContinue: Staged = [
  ...opens(0, 'source'),
  ...head(0, 'sent', 'PUT /live/s/a.cmfv HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Expect: 100-continue'),
];

test('100 Continue, or the final answer at once', () => {
  const interim = head(0, 'received', 'HTTP/1.1 100 Continue');
  const final = head(0, 'received', 'HTTP/1.1 417 No', 'Content-Length: 0');
  expect(outcomeOf(goAhead, expectsContinue, interim).outcome).toBe('met');
  expect(outcomeOf(goAhead, expectsContinue, final).outcome).toBe('met');
  const late: Staged = [
    { event: 'deadline', name: 'interim', awaited: 'the go-ahead', milliseconds: 5_000, conn: 0 },
  ];
  expect(outcomeOf(goAhead, expectsContinue, late, final)).toMatchObject({
    outcome: 'broken',
    actual: 'nothing within 5000 ms',
  });
  expect(outcomeOf(goAhead, expectsContinue, ends(0, 'target')).outcome).toBe('broken');
  expect(outcomeOf(goAhead).outcome).toBe('unclear');
});
