import { expect, test } from 'vitest';
import { objectStore } from './object-store.ts';
import type { ObjectStore } from './object-store.ts';

const facts = { contentType: 'video/mp4', coding: undefined };
const stored = (store: ObjectStore, path: string, length: number): boolean => {
  const incoming = store.incoming(path);
  incoming.push(new Uint8Array(length).fill(1));
  return incoming.keep(facts);
};
const held = (store: ObjectStore, ...paths: string[]): (number | undefined)[] =>
  paths.map((path) => store.find(path)?.bytes?.length);

test('an object is there once it is kept, in place of what was there', () => {
  const store = objectStore();
  const incoming = store.incoming('/a');
  incoming.push(new Uint8Array(3));
  expect(store.has('/a')).toBe(false);
  expect(incoming.keep(facts)).toBe(true);
  expect(stored(store, '/a', 2)).toBe(false);
  expect(store.find('/a')).toEqual({ ...facts, bytes: Uint8Array.of(1, 1) });
  expect([store.remove('/a'), store.remove('/a'), store.has('/a')]).toEqual([true, false, false]);
});

test('where there is no room, what was not written for longest goes, and is known to have been there', () => {
  const store = objectStore(100);
  for (const path of ['/a', '/b', '/c']) stored(store, path, 40);
  expect(held(store, '/a', '/b', '/c')).toEqual([undefined, 40, 40]);
  stored(store, '/b', 40);
  stored(store, '/d', 40);
  expect(held(store, '/b', '/c', '/d')).toEqual([40, undefined, 40]);
  expect(store.has('/a')).toBe(true);
});

test('uploads under way take half of the room at most, and give it back', () => {
  const store = objectStore(100);
  stored(store, '/a', 40);
  const large = store.incoming('/large');
  for (let count = 0; count < 1_000; count += 1) large.push(new Uint8Array(10));
  large.keep(facts);
  expect([store.has('/large'), held(store, '/large')]).toEqual([true, [undefined]]);
  expect(held(store, '/a')).toEqual([40]);
  for (let count = 0; count < 1_000; count += 1) {
    const broken = store.incoming('/broken');
    broken.push(new Uint8Array(50));
    broken.drop();
    broken.drop();
  }
  stored(store, '/b', 50);
  expect(held(store, '/a', '/b')).toEqual([40, 50]);
});
