import { expect, test } from 'vitest';
import { emptyMfra } from '../../media/tracks/forms.ts';
import { chunk, left, told } from './client-example.ts';
import type { Move } from './client-example.ts';
import { emptyMfraLast, lastChunkSent, orderOfTheEnd, responseAwaited } from './ingest-end.ts';
import { fragment, header, long, seen, videoPath } from './ingest-example.ts';

const streamed = long(0, videoPath, header(), fragment(0));
const mark = chunk(emptyMfra);
const last = chunk(new Uint8Array(0));
const ok = told('HTTP/1.1 200 OK');
const checks = { emptyMfraLast, lastChunkSent, responseAwaited, orderOfTheEnd };

const said = (...moves: readonly (Move | readonly Move[])[]) =>
  Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [name, check(seen([streamed, ...moves])).outcome]),
  );

test('mfra, last chunk, response, FIN', () => {
  expect(said(mark, last, ok, left('fin'))).toEqual({
    emptyMfraLast: 'met',
    lastChunkSent: 'met',
    responseAwaited: 'met',
    orderOfTheEnd: 'met',
  });
});

test('what is left out is caught', () => {
  expect(said(last, ok, left('fin'))).toMatchObject({ emptyMfraLast: 'broken', orderOfTheEnd: 'noted' });
  expect(said(mark, left('fin'))).toMatchObject({ lastChunkSent: 'broken', responseAwaited: 'broken' });
  expect(said(mark, last, left('fin'), ok)).toMatchObject({
    responseAwaited: 'broken',
    orderOfTheEnd: 'noted',
  });
  expect(said(mark, last)).toMatchObject({ responseAwaited: 'unclear' });
});

test('an mfra box that lists something is caught', () => {
  const listing = new Uint8Array(40);
  listing.set([0, 0, 0, 40, 0x6d, 0x66, 0x72, 0x61, 0, 0, 0, 32, 0x74, 0x66, 0x72, 0x61]);
  expect(said(chunk(listing), last, ok)).toMatchObject({ emptyMfraLast: 'broken' });
});

test('without media nothing can be said', () => {
  for (const check of Object.values(checks)) expect(check(seen([])).outcome).toBe('unclear');
});
