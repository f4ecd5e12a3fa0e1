import { expect, test } from 'vitest';
import { statisticsOf } from './statistics.ts';

const one = { listenurl: 'http://localhost:8000/live.mp3', server_name: 'Zürich', listeners: 1 };
const other = { listenurl: 'http://localhost:8000/other.mp3', server_name: 'another' };

test.for<[string, unknown]>([
  ['a single source', { icestats: { source: one } }],
  ['a list of sources', { icestats: { source: [other, one] } }],
])('%s in JSON', ([, page]) => {
  expect(statisticsOf(JSON.stringify(page), '/live.mp3')).toMatchObject({
    server_name: 'Zürich',
    listeners: '1',
  });
  expect(statisticsOf(JSON.stringify(page), '/absent.mp3')).toBeUndefined();
});

test('XML, its entities decoded', () => {
  const page = `<?xml version="1.0"?>
    <icestats><source mount="/other.mp3"><server_name>another</server_name></source>
    <source mount="/live.mp3"><server_name>Tom &amp; &quot;Jerry&quot; &#26481;&#x4eac;</server_name><genre/></source></icestats>`;
  expect(statisticsOf(page, '/live.mp3')).toEqual({ server_name: 'Tom & "Jerry" 東京' });
  expect(statisticsOf(page, '/absent.mp3')).toBeUndefined();
});

test.for([
  '',
  '{',
  'null',
  '[]',
  '{"icestats":7}',
  '{"icestats":{"source":[null,7]}}',
  '<source mount="',
  '&#xffffffff;',
])('the page %s says nothing', (page) => {
  expect(statisticsOf(page, '/live.mp3')).toBeUndefined();
});
