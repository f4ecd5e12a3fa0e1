import dgram from 'node:dgram';
import { expect, onTestFinished, test } from 'vitest';
import dnsPacket from 'dns-packet';
import type { Answer, DecodedPacket } from 'dns-packet';
import { resolve } from './resolve.ts';

/** A name server that answers a question with these packets, one after the other. */
const nameServer = async (reply: (question: DecodedPacket) => readonly Uint8Array[]) => {
  const socket = dgram.createSocket('udp4');
  let asked = 0;
  socket.on('message', (bytes, from) => {
    asked += 1;
    for (const packet of reply(dnsPacket.decode(bytes))) socket.send(packet, from.port, from.address);
  });
  await new Promise<void>((done) => {
    socket.bind(0, '127.0.0.1', done);
  });
  onTestFinished(() => {
    socket.close();
  });
  return { host: '127.0.0.1', port: socket.address().port, asked: () => asked };
};

const response = (question: DecodedPacket, answers: Answer[], flags = 0): Uint8Array =>
  dnsPacket.encode({
    type: 'response',
    id: question.id ?? 0,
    flags,
    questions: question.questions ?? [],
    answers,
  });

const ask = (server: { host: string; port: number }, type: 'A' | 'AAAA' = 'A', timeoutMs = 2000) =>
  resolve({ name: 'ingest.test', type, server, timeoutMs });

test('addresses in the order of the answer, and the shortest of their times', async () => {
  const server = await nameServer((question) => [
    response(question, [
      { type: 'CNAME', name: 'ingest.test', ttl: 300, data: 'other.test' },
      { type: 'A', name: 'other.test', ttl: 60, data: '192.0.2.2' },
      { type: 'A', name: 'other.test', ttl: 61, data: '192.0.2.1' },
    ]),
  ]);
  expect(await ask(server)).toEqual({ addresses: ['192.0.2.2', '192.0.2.1'], ttl: 60 });
});

test('a name without addresses of the type', async () => {
  const server = await nameServer((question) => [response(question, [])]);
  expect(await ask(server, 'AAAA')).toEqual({ addresses: [], ttl: 0 });
});

test('a name that there is not, and a server that fails', async () => {
  const unknown = await nameServer((question) => [response(question, [], 3)]);
  expect(await ask(unknown)).toEqual({ unresolved: 'ENOTFOUND' });
  const failing = await nameServer((question) => [response(question, [], 2)]);
  expect(await ask(failing)).toEqual({ unresolved: 'SERVFAIL' });
});

test('what is no answer to the question is passed over', async () => {
  const right = { type: 'A', name: 'ingest.test', ttl: 5, data: '192.0.2.3' } as const;
  const server = await nameServer((question) => [
    Uint8Array.of(1, 2, 3),
    new Uint8Array(600).fill(0xc0),
    response({ ...question, id: ((question.id ?? 0) + 1) & 0xffff }, [right]),
    response({ ...question, questions: [{ type: 'A', name: 'else.test' }] }, [
      { ...right, data: '192.0.2.9' },
    ]),
    response(question, [right]),
  ]);
  expect(await ask(server)).toEqual({ addresses: ['192.0.2.3'], ttl: 5 });
});

test('no answer: it asks again, and gives up', async () => {
  const silent = await nameServer(() => []);
  expect(await ask(silent, 'A', 60)).toEqual({ unresolved: 'ETIMEOUT' });
  expect(silent.asked()).toBe(2);
  let asked = 0;
  const lossy = await nameServer((question) => {
    asked += 1;
    return asked === 1
      ? []
      : [response(question, [{ type: 'A', name: 'ingest.test', ttl: 1, data: '192.0.2.4' }])];
  });
  expect(await ask(lossy, 'A', 100)).toEqual({ addresses: ['192.0.2.4'], ttl: 1 });
});

test('nobody there, and nobody waiting any more', async () => {
  const gone = await nameServer(() => []);
  const closed = dgram.createSocket('udp4');
  await new Promise<void>((done) => {
    closed.bind(0, '127.0.0.1', done);
  });
  const { port } = closed.address();
  closed.close();
  expect(await ask({ host: '127.0.0.1', port })).toEqual({ unresolved: 'ECONNREFUSED' });
  const aborted = resolve({
    name: 'ingest.test',
    type: 'A',
    server: gone,
    timeoutMs: 60_000,
    signal: AbortSignal.timeout(1),
  });
  expect(await aborted).toEqual({ unresolved: 'ABORTED' });
});
