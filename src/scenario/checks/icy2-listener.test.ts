import { expect, test } from 'vitest';
import { bytesOf } from '../../http/message.ts';
import type { Check } from '../check.ts';
import { asked, exited, fault, later, left, move, opened, seenIn } from './client-example.ts';
import type { Move } from './client-example.ts';
import {
  comesBack,
  doesNotHammer,
  followsRedirect,
  ifAsked,
  listens,
  readOn,
  readsPast,
} from './icy2-listener-reading.ts';
import { asksFor, namesHost, namesItself, wellFormedRequest } from './icy2-listener-requests.ts';

const fields = ['Host: 127.0.0.1:8000', 'User-Agent: player/1', 'Icy-MetaData: 1'];
const head = 'HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n';

const get = (conn = 0, lines = fields, line = 'GET /live.mp3 HTTP/1.1'): Move[] => [
  opened(conn),
  asked([line, ...lines], conn),
];
const answered = (conn = 0, text = head): Move =>
  move(
    { event: 'span', conn, dir: 'sent', part: 'head', offset: 0, length: text.length, text },
    bytesOf(text).length,
  );
const streamed = (bytes: number, conn = 0): Move =>
  move({ event: 'span', conn, dir: 'sent', part: 'payload', offset: 0, length: bytes }, bytes);
const taken = (bytes: number, conn = 0, exact = true): Move =>
  move({ event: 'taken', conn, bytes: head.length + bytes, exact });
const stalled = (conn = 0): Move =>
  move({
    event: 'deadline',
    name: 'payload',
    awaited: 'the listener to read on',
    milliseconds: 10_000,
    conn,
  });

const listening = (bytes: number, conn = 0): Move[] => [
  ...get(conn),
  answered(conn),
  streamed(bytes + 1000, conn),
  taken(bytes, conn),
];

test.for<[string, Check, (Move | Move[])[], string, string?]>([
  ['Icy-MetaData: 1', asksFor, get(), 'met'],
  ['no Icy-MetaData', asksFor, get(0, fields.slice(0, 2)), 'noted', 'asks for no metadata'],
  ['Icy-MetaData: 0', asksFor, get(0, ['Icy-MetaData: 0']), 'noted', 'Icy-MetaData: 0'],
  ['nothing', asksFor, [], 'unclear'],
  ['a request as it should be', wellFormedRequest, get(), 'met'],
  ['HTTP/1.0', wellFormedRequest, get(0, fields, 'GET /live.mp3 HTTP/1.0'), 'met'],
  ['another target', wellFormedRequest, get(0, fields, 'GET live.mp3 HTTP/1.1'), 'broken', 'GET live.mp3'],
  ['POST', wellFormedRequest, get(0, fields, 'POST /live.mp3 HTTP/1.1'), 'broken', 'POST'],
  ['Host', namesHost, get(), 'met'],
  ['no Host', namesHost, get(0, fields.slice(1)), 'broken', 'without Host'],
  ['another Host', namesHost, get(0, ['Host: x']), 'broken', 'Host: x'],
  ['User-Agent', namesItself, get(), 'met'],
  ['no User-Agent', namesItself, get(0, fields.slice(0, 1)), 'noted'],

  ['enough was read', listens, listening(readOn), 'met'],
  ['too little was read', listens, listening(readOn - 1), 'broken', 'left off after'],
  ['nothing was asked', listens, [], 'unclear'],
  [
    'closed after some',
    listens,
    [...listening(5000), left('fin'), exited(1)],
    'broken',
    'the connection closed by the listener after 5000 bytes of the stream, and the command ended with exit code 1',
  ],
  [
    'stood still, and went when it was told to',
    listens,
    [...listening(5000), stalled(), left('rst')],
    'broken',
    'a listener that stopped reading after 5000 bytes of the stream, for 10000 ms',
  ],
  ['left before the answer', listens, [...get(), left('rst')], 'broken', 'before the answer'],
  [
    'nobody tells what was read',
    listens,
    [...get(), answered(), streamed(5000), taken(0, 0, false), stalled()],
    'unclear',
  ],
  ['a probe before', listens, [...listening(10), left('fin'), ...listening(readOn, 1)], 'met'],
  ['past a block', readsPast(1000, 'the block'), listening(readOn + 1000), 'met'],
  ['not past a block', readsPast(1000, 'the block'), listening(readOn), 'broken'],
  ['metadata that nobody asked for', ifAsked(listens), get(0, []), 'skipped'],
  ['metadata that was asked for', ifAsked(listens), listening(readOn), 'met'],

  ['comes back', comesBack, [...listening(10), fault('close'), ...listening(readOn, 1)], 'met'],
  ['comes back and leaves', comesBack, [...listening(10), fault('close'), ...listening(9, 1)], 'broken'],
  ['does not come back', comesBack, [...listening(10), fault('reset'), exited(0)], 'noted', 'exit code 0'],
  ['left before the end', comesBack, [...listening(10), left('fin')], 'broken'],

  ['one request', doesNotHammer, get(), 'met'],
  ['seven requests', doesNotHammer, [0, 1, 2, 3, 4, 5, 6].map((conn) => get(conn)), 'broken', '6 further'],

  [
    'follows',
    followsRedirect,
    [
      ...get(),
      answered(0, 'HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n'),
      ...get(1, fields, 'GET /moved/live.mp3 HTTP/1.1'),
      answered(1),
      streamed(readOn, 1),
      later(5, taken(readOn, 1)),
    ],
    'met',
  ],
  ['does not follow', followsRedirect, [...get(), exited(1)], 'noted', 'exit code 1'],
])('%s', ([, check, moves, outcome, words = '']) => {
  const said = check(seenIn(moves, { role: 'listener' }));
  expect(said.outcome).toBe(outcome);
  expect('actual' in said ? said.actual : '').toContain(words);
});
