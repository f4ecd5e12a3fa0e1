import { expect, test } from 'vitest';
import { parseServerUrl } from './server-url.ts';

test.each([
  ['http://127.0.0.1:8000/live.mp3', { host: '127.0.0.1', port: 8000, secure: false, mount: '/live.mp3' }],
  ['https://example.org', { host: 'example.org', port: 443, secure: true }],
  ['http://example.org/', { host: 'example.org', port: 80, secure: false }],
  ['http://[::1]:8000/a?b=c', { host: '::1', port: 8000, secure: false, mount: '/a?b=c' }],
  ['http://127.0.0.1:{port}/x', { host: '127.0.0.1', port: 0, secure: false, mount: '/x' }],
  [
    'http://dj%40home:p%3A%C3%A4@h/x',
    { host: 'h', port: 80, secure: false, mount: '/x', user: 'dj@home', password: 'p:ä' },
  ],
  [
    'http://source:a:b@h/x',
    { host: 'h', port: 80, secure: false, mount: '/x', user: 'source', password: 'a:b' },
  ],
])('%s', (text, url) => {
  expect(parseServerUrl(text)).toEqual(url);
});

test.each([
  ['localhost:8000/live.mp3', 'write it such as http://localhost:8000/live.mp3'],
  ['127.0.0.1:8000', 'write it such as http://127.0.0.1:8000'],
  [
    'icecast://source:secret@h:8000/x',
    '“icecast://h:8000/x” is neither http:// nor https://: write it such as http://h:8000/x',
  ],
  ['ftp://h/x', 'write it such as http://h/x'],
  ['http://', 'write it such as http://127.0.0.1:8000/live.mp3'],
  ['http://h:99999/x', 'is not an address of a server'],
  ['http://h:0/x', 'has port 0'],
  ['http://a%:b%@h/x', 'write a plain % as %25'],
  ['', 'is not an address'],
])('%s is refused', (text, message) => {
  expect(() => parseServerUrl(text)).toThrow(message);
});

test('a complaint does not repeat the password', () => {
  expect(() => parseServerUrl('http://source:s%ecret@h:8000/x')).toThrow(/^(?!.*ecret)/s);
});
