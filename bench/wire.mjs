// What our listener costs beside a raw node:net sink: the same bytes, in the same run, taken in turns. The promise is
// about the listener with a recorder; what it adds to write the trace as a run does, line by line, is told beside it.
// node bench/wire.mjs [repetitions] [MiB]; it reads dist/, or the build that INGESTSPEC_DIST names.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const promised = 0.7;
const loads = [
  { name: '1 connection, chunks of 64 KiB', connections: 1, chunk: 64 * 1024 },
  { name: '200 connections, chunks of 16 KiB', connections: 200, chunk: 16 * 1024 },
];

const head = 'POST /live HTTP/1.1\r\nHost: bench\r\nTransfer-Encoding: chunked\r\n\r\n';
const goAhead = 'HTTP/1.1 100 Continue\r\n\r\n';

/** The sending side: all is begun once each connection has its 100; written as fast as it is taken. */
const send = ({ port, connections, chunk, bytes }) => {
  const one = Buffer.concat([
    Buffer.from(`${chunk.toString(16)}\r\n`),
    Buffer.alloc(chunk, 0x55),
    Buffer.from('\r\n'),
  ]);
  const block = Buffer.concat(Array(Math.max(1, (256 * 1024) / chunk)).fill(one));
  const blocks = Math.ceil(bytes / connections / block.length);
  const begin = [];
  for (let index = 0; index < connections; index += 1) {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let left = blocks;
    const more = () => {
      while (left > 0) {
        left -= 1;
        if (!socket.write(block)) return;
      }
      if (left === 0) socket.end('0\r\n\r\n');
      left = -1;
    };
    socket.on('drain', more);
    socket.on('error', () => {});
    socket.write(head);
    socket.once('data', () => {
      if (begin.push(more) === connections) for (const go of begin) go();
    });
  }
};

const rawSink = async (connections) => {
  let bytes = 0;
  let ended = 0;
  let done;
  const finished = new Promise((resolve) => (done = resolve));
  const server = net.createServer((socket) => {
    socket.once('data', () => socket.write(goAhead));
    socket.on('data', (data) => (bytes += data.length));
    socket.on('end', () => (ended += 1) === connections && done());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address().port, finished, bytes: () => bytes, close: () => server.close() };
};

const ourListener = async (connections, { listen, recorder }, tell) => {
  let events = 0;
  let ended = 0;
  let bytes = 0;
  let messages = 0;
  let done;
  const finished = new Promise((resolve) => (done = resolve));
  const listening = await listen({
    recorder: recorder({
      sink: (event) => {
        events += 1;
        tell?.(event);
      },
      keep: 1024,
      secrets: ['hackme'],
    }),
    onLink: (link) => {
      link.listen({
        head: () => void link.sendHead(goAhead),
        fin: () => {
          bytes += link.state.bytesReceived;
          messages += link.state.messagesReceived;
          link.close();
          if ((ended += 1) === connections) done();
        },
      });
    },
  });
  return {
    port: listening.port,
    finished,
    bytes: () => {
      if (messages !== connections) throw new Error(`${messages} of ${connections} messages were read`);
      return bytes;
    },
    events: () => events,
    close: () => listening.close(),
  };
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Receives a load once; MB a second of wall time and of this process's CPU time. */
const receive = async (open, load, sender, bytes) => {
  const sink = await open(load.connections);
  const cpu = process.cpuUsage();
  const started = performance.now();
  sender.send({ ...load, port: sink.port, bytes });
  await sink.finished;
  const wall = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const megabytes = sink.bytes() / 1e6;
  await sink.close();
  return {
    wall: megabytes / wall,
    cpu: megabytes / ((user + system) / 1e6),
    events: sink.events?.(),
    megabytes,
  };
};

const compare = async (repetitions, bytes) => {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const dist = path.resolve(process.env.INGESTSPEC_DIST ?? path.join(here, '../dist'));
  const load = (file) => import(pathToFileURL(path.join(dist, 'src/wire', file)).href);
  const { listen } = await load('listen.js');
  const { recorder } = await load('recorder.js');
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ingestspec-')), 'trace.ndjson');
  const writeTo = (trace) => (event) => fs.writeSync(trace, `${JSON.stringify(event)}\n`);
  const sides = {
    raw: rawSink,
    ours: (connections) => ourListener(connections, { listen, recorder }),
    written: (connections) => ourListener(connections, { listen, recorder }, writeTo(fs.openSync(file, 'w'))),
  };
  const sender = fork(fileURLToPath(import.meta.url), ['send']);
  for (const one of loads) {
    const runs = { raw: [], ours: [], written: [] };
    // One turn of each to warm up, which does not count.
    for (let turn = 0; turn <= repetitions; turn += 1) {
      for (const [side, open] of Object.entries(sides)) {
        const run = await receive(open, one, sender, bytes);
        if (turn > 0) runs[side].push(run);
      }
    }
    const figure = (side, unit) => median(runs[side].map((run) => run[unit]));
    const ratio = (side, unit) =>
      median(runs[side].map((run, index) => run[unit] / runs.raw[index][unit])).toFixed(2);
    console.log(
      `${one.name}, ${(bytes / 1e6 / one.connections).toFixed(0)} MB each; of what a raw sink takes:`,
    );
    for (const unit of ['cpu', 'wall']) {
      const speeds = `${figure('ours', unit).toFixed(0)} to ${figure('raw', unit).toFixed(0)} MB`;
      const beside = `with the trace written ${ratio('written', unit)}`;
      console.log(
        `  per ${unit.padEnd(4)} second  ${ratio('ours', unit)}  (${speeds}; ${beside})   promised ${promised}`,
      );
    }
    const perMegabyte = runs.ours[0].events / runs.ours[0].megabytes;
    console.log(`  events a MB      ${perMegabyte.toFixed(0)}`);
  }
  sender.kill();
  fs.rmSync(path.dirname(file), { recursive: true });
};

if (process.argv[2] === 'send') process.on('message', send);
else await compare(Number(process.argv[2] ?? 4), Number(process.argv[3] ?? 2048) * 1024 * 1024);
