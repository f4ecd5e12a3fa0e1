import { expect, test } from 'vitest';
import { notUtf8 } from '../../trace/event.ts';
import { performed, serving } from './performed.test-setup.ts';

/** A server whose every page has these bytes. */
const serverOf = (bytes: Buffer) =>
  serving((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${String(bytes.length)}\r\nConnection: close\r\n\r\n`);
      socket.end(bytes);
    });
  });

test.for<[what: string, bytes: Buffer, error: string | undefined]>([
  ['UTF-8', Buffer.from('Zürich 東京 🎧'), undefined],
  ['ISO-8859-1', Buffer.from('Zürich', 'latin1'), notUtf8],
  ['half a character', Buffer.from('🎧').subarray(0, 2), notUtf8],
])('whether a page is UTF-8 is told: %s', async ([, bytes, error]) => {
  const { seen } = await performed(
    [{ do: 'page', page: 'status', as: 'nobody', until: 'answered' }],
    await serverOf(bytes),
  );
  expect(seen.pages).toMatchObject([{ status: 200, text: bytes.toString('utf8') }]);
  expect(seen.pages[0]?.error).toBe(error);
});
