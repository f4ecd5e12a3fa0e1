import { describe, expect, test } from 'vitest';
import { groupObjects, type FoundObject } from './validate-grouping.ts';

const header = (path: string, ...trackIds: number[]): FoundObject => ({ path, header: true, trackIds });
const segment = (path: string, ...trackIds: number[]): FoundObject => ({ path, header: false, trackIds });

const grouped = (found: readonly FoundObject[], root = ''): readonly (readonly string[])[] =>
  groupObjects(found, root).map(({ objects }) => objects);

test('a header with segments is a track, in natural order, called by its directory', () => {
  const found = ['chunk-10.m4s', 'chunk-2.m4s', 'chunk-1.m4s'].map((path) => segment(`out/${path}`));
  expect(groupObjects([...found, header('out/init.mp4')], 'out')).toEqual([
    { name: 'out', objects: ['out/init.mp4', 'out/chunk-1.m4s', 'out/chunk-2.m4s', 'out/chunk-10.m4s'] },
  ]);
});

test('whole files are a track each, called by their names', () => {
  expect(groupObjects([header('m/b.cmfv'), header('m/a.cmfa')], 'm')).toEqual([
    { name: 'm/a.cmfa', objects: ['m/a.cmfa'] },
    { name: 'm/b.cmfv', objects: ['m/b.cmfv'] },
  ]);
  expect(groupObjects([header('m/a.cmfa')], 'm')).toEqual([{ name: 'm/a.cmfa', objects: ['m/a.cmfa'] }]);
});

describe('a segment goes to', () => {
  test('the header of its directory, or of the nearest around it', () => {
    expect(
      grouped([
        header('init.mp4', 9),
        header('v/init.mp4', 1),
        header('v/hd/init.mp4', 1),
        segment('v/1.m4s', 9),
        segment('v/hd/1.m4s', 9),
        segment('v/sd/1.m4s', 9),
        segment('a/1.m4s', 1),
      ]),
    ).toEqual([
      ['init.mp4', 'a/1.m4s'],
      ['v/hd/init.mp4', 'v/hd/1.m4s'],
      ['v/init.mp4', 'v/1.m4s', 'v/sd/1.m4s'],
    ]);
  });

  test('the header with which its name has most in common, as ffmpeg names them', () => {
    const numbers = Array.from({ length: 12 }, (_, stream) => String(stream));
    const found = numbers.flatMap((stream) => [
      header(`init-stream${stream}.m4s`, 1),
      segment(`chunk-stream${stream}-00001.m4s`, 1),
      segment(`chunk-stream${stream}-00002.m4s`, 1),
    ]);
    expect(grouped(found)).toEqual(
      numbers.map((stream) => [
        `init-stream${stream}.m4s`,
        `chunk-stream${stream}-00001.m4s`,
        `chunk-stream${stream}-00002.m4s`,
      ]),
    );
  });

  test.for([
    ['video_init.mp4', 'video_1.m4s', 'audio_init.mp4', 'audio_1.m4s'],
    ['1080p/init.mp4', '1080p/1.m4s', '720p/init.mp4', '720p/1.m4s'],
    ['init.cmfv', '1.cmfv', 'init.cmfa', '1.cmfa'],
    ['v1.mp4', 'v1-7.m4s', 'v2.mp4', 'v2-7.m4s'],
  ] as const)('its own: %s', ([one, first, other, second]) => {
    const found = [segment(second), header(other), segment(first), header(one)];
    expect(new Set(grouped(found).map((track) => track.join()))).toEqual(
      new Set([`${one},${first}`, `${other},${second}`]),
    );
  });

  test('the header with its track_ID, where names tell nothing', () => {
    expect(
      grouped([header('init-a.mp4', 1), header('init-b.mp4', 2), segment('1.m4s', 2), segment('2.m4s', 1)]),
    ).toEqual([
      ['init-a.mp4', '2.m4s'],
      ['init-b.mp4', '1.m4s'],
    ]);
  });
});

test('segments without any header belong together by directory, name and extension', () => {
  expect(
    grouped(['a-1.m4s', 'a-2.m4s', 'b-1.m4s', 'b-1.cmfv', 'x/a-1.m4s'].map((path) => segment(path))),
  ).toEqual([['a-1.m4s', 'a-2.m4s'], ['b-1.cmfv'], ['b-1.m4s'], ['x/a-1.m4s']]);
});

test('nothing is no track, and odd names are names', () => {
  expect(grouped([])).toEqual([]);
  expect(grouped([segment(''), header('....'), segment('é-😀')])).toHaveLength(1);
});
