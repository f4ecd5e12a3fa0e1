import { expect, test } from 'vitest';
import {
  accepted,
  asked,
  authorized,
  chunk,
  left,
  mp3,
  opened,
  request,
  seenIn,
  sent,
  stray,
  told,
} from './client-example.ts';
import { chunkedBody, lastChunk, validChunks } from './client-framing.ts';

const raw = [
  opened(),
  asked(request({ 'Transfer-Encoding': null })),
  authorized(),
  told('HTTP/1.1 100 Continue'),
  sent(mp3),
];
const declared = [
  opened(),
  asked(request({ 'Transfer-Encoding': null, 'Content-Length': '100000' })),
  authorized(),
  sent(mp3),
];
const last = chunk(new Uint8Array(0));

test('chunks meet the check, and what is framed otherwise is caught', () => {
  expect(chunkedBody(seenIn(accepted())).outcome).toBe('met');
  expect(chunkedBody(seenIn(raw))).toMatchObject({
    actual: 'a body with neither Transfer-Encoding nor Content-Length',
  });
  expect(chunkedBody(seenIn(declared))).toMatchObject({
    outcome: 'broken',
    actual: 'Content-Length: 100000',
  });
});

test('chunks that cannot be read are caught', () => {
  expect(validChunks(seenIn(accepted()))).toMatchObject({ outcome: 'met', actual: '1 chunks' });
  expect(validChunks(seenIn([...accepted(), stray('many\r\n')])).outcome).toBe('broken');
  expect(validChunks(seenIn([opened(), asked(request())])).outcome).toBe('unclear');
});

test('the last chunk ends a chunked body', () => {
  expect(lastChunk(seenIn([...accepted(), last, left('fin')])).outcome).toBe('met');
  expect(lastChunk(seenIn([...accepted(), left('fin')]))).toMatchObject({
    actual: 'FIN in the middle of the body',
  });
  expect(lastChunk(seenIn([...accepted(), left('rst')]))).toMatchObject({
    actual: 'RST in the middle of the body',
  });
  expect(lastChunk(seenIn(accepted()))).toMatchObject({
    outcome: 'broken',
    actual: 'no end in the middle of the body',
  });
});

test('other framings have no last chunk, and a client that sent nothing has none to send', () => {
  expect(lastChunk(seenIn([...raw, left('fin')])).outcome).toBe('noted');
  expect(lastChunk(seenIn([opened(), asked(request())])).outcome).toBe('unclear');
});
