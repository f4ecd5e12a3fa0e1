import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { concat, join } from '../media/bytes.ts';
import { loopedTrack } from '../media/tracks/looped.ts';
import { fragmentOf, sourceTrack } from '../media/tracks/presentation.ts';
import type { SourceTrack } from '../media/tracks/test-track.ts';
import { ingestObjects } from '../media/ingest/ingest-reader.ts';
import { judgeTrack } from './judge.ts';

const file = (...names: readonly string[]): Uint8Array =>
  concat(
    ...names.map(
      (name) => new Uint8Array(readFileSync(path.join(import.meta.dirname, '../../fixtures/media', name))),
    ),
  );

const looped = (bytes: Uint8Array): SourceTrack => {
  const track = loopedTrack('looped', bytes);
  if ('fault' in track) throw new Error(track.fault);
  return track;
};

/** How many fragments a loop has: the first one whose bytes but for the numbers come again. */
const fragmentsOf = (track: SourceTrack): number => {
  const samples = (number: number): string =>
    track
      .chunks(number)
      .map((chunk) => Buffer.from(chunk.subarray(-40)).toString('hex'))
      .join();
  for (let number = 1; number < 1000; number++) if (samples(number) === samples(0)) return number;
  throw new Error('no loop');
};

/** Rules about time and numbers; what the bit rate is over a long time is a matter of the file. */
const timeline = /^(CMAF-TRK-(?!018)|CMAF-FRAG|INGEST)/;

const judged = (bytes: Uint8Array): ReadonlyMap<string, string> => {
  const { findings } = judgeTrack({ name: 'looped', objects: [{ name: 'looped', bytes }] });
  return new Map(
    findings.filter(({ rule }) => timeline.test(rule)).map(({ rule, message }) => [rule, message]),
  );
};

describe('a looped file goes on without a gap', () => {
  test.for([
    [
      'dash-default',
      ['init-stream0.m4s', 'chunk-stream0-00001.m4s', 'chunk-stream0-00002.m4s'].map(
        (name) => `dash-default/${name}`,
      ),
    ],
    ['avc-high.cmfv', ['avc-high.cmfv']],
    ['avc-low.cmfv', ['avc-low.cmfv']],
    ['chunked.cmfv', ['chunked.cmfv']],
    ['hevc.cmfv', ['hevc.cmfv']],
    ['open-gop.cmfv', ['open-gop.cmfv'], ['CMAF-TRK-010']],
    ['aac.cmfa', ['aac.cmfa']],
    ['ac3.cmfa', ['ac3.cmfa']],
    ['opus.cmfa', ['opus.cmfa']],
  ] as readonly (readonly [string, readonly string[], (readonly string[])?])[])(
    '%s',
    ([, names, ofTheFile = []]) => {
      const bytes = file(...names);
      const track = looped(bytes);
      const count = fragmentsOf(track);
      const once = judged(bytes);
      const sent = join([
        track.header,
        ...Array.from({ length: count * 3 }, (_, number) => fragmentOf(track, number)),
      ]);
      const found = [...judged(sent)].filter(([rule]) => !once.has(rule) && !ofTheFile.includes(rule));
      expect(found).toEqual([]);
      let next = 0n;
      for (const { fragment, fault } of ingestObjects(sent).slice(1)) {
        expect(fault).toBeUndefined();
        expect(fragment?.baseMediaDecodeTime).toBe(next);
        next += fragment?.duration ?? 0n;
      }
    },
  );
});

test('times go beyond 32 bits', () => {
  const track = looped(file('avc-high.cmfv'));
  const number = 4_000_000_000;
  const [object] = ingestObjects(fragmentOf(track, number));
  expect(object?.fault).toBeUndefined();
  expect(Number(object?.fragment?.baseMediaDecodeTime)).toBeGreaterThan(2 ** 40);
});

test('numbers come in order, and follow from the number of the fragment alone', () => {
  const bytes = file('chunked.cmfv');
  const track = looped(bytes);
  const numbers = Array.from({ length: 30 }, (_, number) => ingestObjects(fragmentOf(track, number)))
    .flat()
    .map(({ fragment }) => fragment?.sequenceNumber);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(fragmentOf(looped(bytes), 17)).toEqual(fragmentOf(track, 17));
});

describe('a file that cannot be looped is told so', () => {
  const video = sourceTrack('video');
  const ttml = sourceTrack('ttml');
  test.for<readonly [string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'a file without a CMAF header'],
    ['a header alone', video.header, 'a file without fragments'],
    ['fragments alone', fragmentOf(video, 0), 'a file without a CMAF header'],
    ['several tracks', file('muxed.mp4'), 'a header of 2 tracks, where CMAF has one'],
    [
      'documents that tell times',
      concat(ttml.header, fragmentOf(ttml, 0)),
      'a track of stpp, whose samples tell times of their own',
    ],
    [
      'a fragment that is cut off',
      concat(video.header, fragmentOf(video, 0).subarray(0, -1)),
      'the fragment at byte',
    ],
  ])('%s', ([, bytes, fault]) => {
    expect(loopedTrack('looped', bytes)).toMatchObject({ fault: expect.stringContaining(fault) as string });
  });
});
