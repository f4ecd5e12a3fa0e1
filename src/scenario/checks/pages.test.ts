import { expect, test } from 'vitest';
import { latin1 } from '../../http/message.ts';
import { interleaver, metadataBlock } from '../../icy/metaint.ts';
import { titleNotShown, titleShown, updateFailed, updateRefused, updateTaken } from './pages.ts';
import { listenerJoins, observed, page, payload, sourceTaken } from './staged.ts';
import type { Staged } from './staged.ts';

const title = 'Zoë – 東京';
const path = '/admin/metadata?mode=updinfo';

const shown = (text: string): Staged => {
  const bytes = interleaver(100, () => metadataBlock({ StreamTitle: text }))(new Uint8Array(250));
  return [...listenerJoins('HTTP/1.1 200 OK', 'icy-metaint: 100'), ...payload(1, 'received', latin1(bytes))];
};
const published = (text: string): Staged =>
  page(
    'status',
    200,
    JSON.stringify({ icestats: { source: [{ listenurl: 'http://x/live.mp3', title: text }] } }),
  );

test('a title is shown between the bytes of the stream, or in the statistics', () => {
  expect(titleShown(title)(observed(sourceTaken, shown(title))).outcome).toBe('met');
  expect(titleShown(title)(observed(sourceTaken, published(title))).outcome).toBe('met');
  expect(titleShown(title)(observed(sourceTaken, listenerJoins()))).toMatchObject({ actual: 'no title' });
  expect(titleShown(title)(observed(sourceTaken, shown('another')))).toMatchObject({ actual: '“another”' });
});

test('a title is not shown', () => {
  expect(titleNotShown(title)(observed(sourceTaken, shown('another'))).outcome).toBe('met');
  expect(titleNotShown(title)(observed(sourceTaken, shown(title))).outcome).toBe('broken');
});

test('an update is answered', () => {
  const answered = (status: number) => observed(page(path, status, ''));
  expect(updateTaken(answered(200)).outcome).toBe('met');
  expect(updateTaken(answered(401)).outcome).toBe('broken');
  expect(updateRefused(answered(401)).outcome).toBe('met');
  expect(updateRefused(answered(200)).outcome).toBe('broken');
  expect(updateFailed(answered(400)).outcome).toBe('met');
  expect(updateFailed(answered(200)).outcome).toBe('broken');
  expect(updateTaken(observed()).outcome).toBe('unclear');
});
