import { expect, test } from 'vitest';
import { latin1 } from '../../http/message.ts';
import { streamOf } from '../../media/samples.ts';
import { heardAsSent, heardNothing, toldSo } from './listening.ts';
import {
  deadline,
  ends,
  head,
  listenerJoins,
  observed,
  opens,
  payload,
  sourceAsks,
  sourceTaken,
} from './staged.ts';
import type { Staged } from './staged.ts';

const stream = latin1(streamOf('mp3', 12));
const sent = payload(0, 'sent', stream);
const heard = (text: string): Staged => payload(1, 'received', text);
const refusal = head(0, 'received', 'HTTP/1.1 400 Bad Request');

const check = heardAsSent(1000);

test.for<[string, string]>([
  ['all of it', stream],
  ['a run that begins inside a frame', stream.slice(1234, 4321)],
])('%s is heard as sent', ([, text]) => {
  expect(check(observed(sourceTaken, sent, listenerJoins(), heard(text))).outcome).toBe('met');
});

test.for<[string, string, RegExp]>([
  ['a chunk line before it', `1a1\r\n${stream.slice(0, 417)}\r\n`, /chunk framing.*“1a1␍␊”.*at byte 0 /],
  ['a chunk line in it', `${stream.slice(0, 417)}\r\n1a2\r\n`, /chunk framing.*“␍␊1a2␍␊”.*at byte 417 /],
  ['a byte lost', stream.slice(0, 600) + stream.slice(601, 3000), /at byte 600 /],
  ['a byte changed', `${stream.slice(0, 600)}!${stream.slice(601, 3000)}`, /at byte 600 /],
  ['something else', 'x'.repeat(2000), /at byte 0 /],
])('%s is not', ([, text, actual]) => {
  const outcome = check(observed(sourceTaken, sent, listenerJoins(), heard(text)));
  expect(outcome).toMatchObject({ outcome: 'broken', actual: expect.stringMatching(actual) as string });
});

test('too little is not enough, be it for want of time or because the connection ended', () => {
  const little = heard(stream.slice(0, 500));
  const waited = observed(
    sourceTaken,
    sent,
    listenerJoins(),
    little,
    deadline(1, 'at least 1000 bytes of payload'),
  );
  expect(check(waited)).toMatchObject({ actual: '500 bytes, and no more within 10000 ms' });
  const closed = observed(sourceTaken, sent, listenerJoins(), little, ends(1, 'target'));
  expect(check(closed)).toMatchObject({ actual: '500 bytes, and the end of the connection' });
});

test('a listener who is turned away hears nothing as sent', () => {
  const outcome = check(observed(sourceTaken, sent, listenerJoins('HTTP/1.1 404 Not Found')));
  expect(outcome).toMatchObject({ outcome: 'broken', actual: 'the listener got 404 Not Found' });
});

test('a source that is refused at once leaves it open, one that is cut off does not', () => {
  expect(check(observed(sourceAsks, refusal, listenerJoins())).outcome).toBe('unclear');
  expect(check(observed(sourceTaken, sent, refusal))).toMatchObject({
    outcome: 'broken',
    actual: 'the source cut off with 400 Bad Request',
  });
  expect(check(observed(sourceTaken, sent, listenerJoins(), heard(stream), refusal)).outcome).toBe('met');
  expect(check(observed(sourceTaken, sent)).outcome).toBe('unclear');
});

test('where the trace keeps only the beginning, more than that is not compared', () => {
  const uncounted: Staged = [
    { event: 'span', conn: 0, dir: 'sent', part: 'payload', offset: 0, length: 9000 },
  ];
  const seen = (text: string) => observed(sourceTaken, sent, uncounted, listenerJoins(), heard(text));
  expect(check(seen(`${stream.slice(2000)}${'unknown'.repeat(10)}`)).outcome).toBe('met');
  expect(check(seen(`${stream.slice(2000, 3000)}${'unknown'.repeat(10)}`)).outcome).toBe('broken');
});

const turnedAway: Staged = [...sourceAsks, ...head(0, 'received', 'HTTP/1.1 401 Unauthorized'), ...sent];

test('nothing of a refused source is heard', () => {
  const nothing = heardNothing();
  expect(
    nothing(observed(turnedAway, listenerJoins('HTTP/1.1 404 Not Found'), heard('no such mount'))).outcome,
  ).toBe('met');
  expect(nothing(observed(turnedAway, listenerJoins())).outcome).toBe('met');
  expect(
    nothing(observed(turnedAway, listenerJoins(), heard('music of somebody else '.repeat(100)))).outcome,
  ).toBe('met');
  expect(nothing(observed(turnedAway, listenerJoins(), heard(stream.slice(100, 2000)))).outcome).toBe(
    'broken',
  );
  expect(nothing(observed(turnedAway, listenerJoins(), heard(stream.slice(100, 200)))).outcome).toBe(
    'broken',
  );
  expect(nothing(observed(turnedAway)).outcome).toBe('unclear');
});

test('a listener is told that there is no source', () => {
  const asks: Staged = [...opens(1, 'listener'), ...head(1, 'sent', 'GET /live.mp3 HTTP/1.1', 'Host: x')];
  expect(toldSo('listener')(observed(listenerJoins('HTTP/1.1 404 Not Found'))).outcome).toBe('met');
  expect(toldSo('listener')(observed(listenerJoins())).outcome).toBe('broken');
  expect(toldSo('listener')(observed(asks)).outcome).toBe('broken');
  expect(toldSo('listener')(observed()).outcome).toBe('unclear');
});
