import { expect, test } from 'vitest';
import { carriersOf, entryWords, shownOf } from './icy2-shown.ts';
import { goes, json, jsonOf, sourceOn, xml } from './icy2-example.ts';
import { listenerJoins, observed, page } from './staged.ts';

test('a page tells of the source that was on when it was fetched', () => {
  const seen = observed(
    json({ genre: 'before' }),
    sourceOn(0, 'first'),
    json({ genre: 'one' }),
    listenerJoins(),
    xml({ genre: 'one, too' }),
    goes(0),
    json({ genre: 'between' }),
    sourceOn(2, 'second'),
    json({ genre: 'two' }),
  );
  expect(shownOf(seen, 'first').map(({ values }) => values['genre'])).toEqual(['one', 'one, too']);
  expect(shownOf(seen, 'second').map(({ values }) => values['genre'])).toEqual(['two']);
  expect(shownOf(seen, 'third')).toEqual([]);
});

test('without an end of its own, a source is over when the next one comes', () => {
  const seen = observed(
    sourceOn(0, 'first'),
    json({ genre: 'one' }),
    sourceOn(1, 'second'),
    json({ genre: 'two' }),
  );
  expect(shownOf(seen, 'first').map(({ values }) => values['genre'])).toEqual(['one']);
});

test('a page of another mount point, a refusal and rubbish tell nothing', () => {
  const seen = observed(
    sourceOn(0, 'source'),
    jsonOf({ '/other.mp3': { genre: 'other' }, '/live.mp3-beside': { genre: 'beside' } }),
    page('stats', 401, '<source mount="/live.mp3"><genre>x</genre></source>'),
    page('status', 200, '{"icestats":'),
  );
  expect(shownOf(seen, 'source')).toEqual([]);
  expect(shownOf(seen, 'source', '-beside').map(({ values }) => values['genre'])).toEqual(['beside']);
});

test('a value is carried by its own name or by one that nobody knows, not by the name of something else', () => {
  const values = { listeners: '1', public: '1', 'icy2-ai-generated': '1', 'icy2-adult': '1', bitrate: '1' };
  expect(carriersOf('icy-nsfw', '1', values)).toEqual(['icy2-adult']);
  expect(carriersOf('icy-pub', '1', values)).toEqual(['public', 'icy2-adult']);
  expect(carriersOf('icy-name', 'x', { 'icy2-name': 'x', title: 'x' })).toEqual(['icy2-name']);
  expect(carriersOf('icy-genre', 'x', { 'icy2-name': 'x', server_name: 'x' })).toEqual([]);
});

test('a finding lists no more than a reader bears, and prints no control characters', () => {
  const names = Array.from({ length: 40 }, (_, index) => `icy2-x${String(index)}`);
  const values = Object.fromEntries(names.map((name) => [name, 'a\u001b[31m'.repeat(1000)]));
  const words = entryWords(names, values);
  expect(words).toContain('and 28 more');
  expect(words).not.toContain('\u001b');
  expect(words.length).toBeLessThan(2000);
});
