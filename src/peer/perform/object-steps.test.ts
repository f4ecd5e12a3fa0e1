import { expect, test } from 'vitest';
import { text, filler } from '../../scenario/ingest/media-step.ts';
import { read, remove, upload } from '../../scenario/ingest/object-step.ts';
import { answering, performed, serving } from './performed.test-setup.ts';

const empty = '\r\nContent-Length: 0\r\n';
const ok = `HTTP/1.1 200 OK${empty}\r\n`;
const headEnd = '\r\n\r\n';

type Seen = Awaited<ReturnType<typeof performed>>['seen'];
const linesOf = ({ connections }: Seen): string[] =>
  connections.flatMap(({ label, exchanges }) =>
    exchanges.map(
      ({ request, response }) =>
        `${label}: ${request.head.method} ${request.head.target} ${String(response?.head.status)}`,
    ),
  );

test('an object is put, read and deleted in a folder of the scenario', async () => {
  const target = await serving(answering(headEnd, ok));
  const steps = [...upload('a/x.mpd', [text('<MPD/>')]), ...read('a/x.mpd'), ...remove('a/x.mpd')];
  const { seen } = await performed(steps, { ...target, trackSuffix: '-t-1' });
  expect(linesOf(seen)).toEqual([
    'source: PUT /point/s-t-1/a/x.mpd 200',
    'source: DELETE /point/s-t-1/a/x.mpd 200',
    'reader: GET /point/s-t-1/a/x.mpd 200',
  ]);
  const { head, body } = seen.connections[0]?.exchanges[0]?.request ?? {};
  expect(head?.text).toContain('Content-Type: application/dash+xml\r\n');
  expect(new TextDecoder().decode(body?.kept)).toBe('<MPD/>');
  const flat = await performed(remove('x.mpd'), { ...target, trackSuffix: '-t-1', flat: true });
  expect(linesOf(flat.seen)).toEqual(['source: DELETE /point/s-t-1-x.mpd 200']);
});

test.each(['HTTP/1.1 200 OK\r\nContent-Length: 9', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9'])(
  'the answer to HEAD ends with its head: %s',
  async (answer) => {
    const target = await serving(answering(headEnd, `${answer}\r\n\r\n`));
    const steps = [
      ...read('a.key', { plan: { method: 'HEAD' } }),
      ...read('a.key', { plan: { method: 'HEAD' } }),
    ];
    const { seen, events } = await performed(steps, target);
    const responses = seen.connections[0]?.exchanges.map(({ response }) => response);
    expect(responses?.map((response) => [response?.body.complete, response?.body.length])).toEqual([
      [true, 0],
      [true, 0],
    ]);
    expect(events.filter(({ event }) => event === 'deadline')).toEqual([]);
  },
);

test('204 has no body', async () => {
  const target = await serving(answering(headEnd, 'HTTP/1.1 204 No Content\r\n\r\n'));
  const { seen } = await performed([...remove('a.key'), ...remove('b.key')], target);
  expect(linesOf(seen)).toHaveLength(2);
  expect(seen.connections).toHaveLength(1);
});

test('where the target closes after its answer, the next object goes over another connection', async () => {
  const closing = await serving(answering(headEnd, `HTTP/1.1 201 Created${empty}Connection: close\r\n\r\n`));
  const steps = [...upload('1.key', []), ...upload('2.key', [])];
  const { seen } = await performed(steps, closing);
  expect(linesOf(seen)).toEqual(['source: PUT /point/s/1.key 201', 'source: PUT /point/s/2.key 201']);
  expect(seen.connections).toHaveLength(2);
});

test('a large object is broken off once it is refused, and the next goes over another connection', async () => {
  const target = await serving((socket) => {
    socket.once('data', (head) => {
      const status = head.includes('large') ? '413 Content Too Large' : '201 Created';
      socket.write(`HTTP/1.1 ${status}${empty}\r\n`);
    });
  });
  const large = 64 * 1024 * 1024;
  const steps = [...upload('large.bin', [filler(large)]), ...upload('small.bin', [filler(10)])];
  const { seen } = await performed(steps, target);
  expect(linesOf(seen)).toEqual(['source: PUT /point/s/large.bin 413', 'source: PUT /point/s/small.bin 201']);
  expect(seen.connections).toHaveLength(2);
  const [body] = seen.connections.map(({ exchanges }) => exchanges[0]?.request.body);
  expect(body?.length).toBeLessThan(large);
});

test('a large object comes whole', async () => {
  let came = 0;
  const target = await serving((socket) => {
    socket.on('data', (bytes) => {
      came += bytes.length;
      if (came > 5_000_000) socket.write(ok);
    });
  });
  const { seen } = await performed(upload('large.bin', [filler(5_000_000)]), target);
  expect(seen.connections[0]?.exchanges[0]?.request.body).toMatchObject({
    length: 5_000_000,
    complete: true,
  });
});
