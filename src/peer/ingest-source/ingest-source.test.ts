import { expect, test } from 'vitest';
import { valueOf, valuesOf } from '../../http/message.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import { receiver, source } from './receiver.test-setup.ts';
import type { Heard } from './receiver.test-setup.ts';

const posts = (all: readonly Heard[]) => all.map(({ head }) => `${head.method} ${head.target}`);
const connections = (all: readonly Heard[]) => new Set(all.map(({ link }) => link.id)).size;
/** The chunks of a fragment of video. */
const perFragment = 4;

test('a probe, then one long request: header, fragments, mfra, the last chunk, the answer, FIN', async () => {
  const to = await receiver();
  const { code, log } = await source(to);
  expect(code).toBe(0);
  expect(posts(to.all)).toEqual(['POST /live', 'POST /live/Streams(video.cmfv)']);
  const [probe, stream] = [to.nth(0), to.nth(1)];
  expect(valuesOf(probe.head, 'content-length')).toEqual(['0']);
  expect(valueOf(probe.head, 'authorization')).toMatch(/^Basic /);
  expect(valueOf(stream.head, 'transfer-encoding')).toBe('chunked');
  expect(valueOf(stream.head, 'content-type')).toBe('video/mp4');
  expect(to.story()).toEqual(['h 0 1 2 3 4 mfra']);
  expect(stream.isWhole).toBe(true);
  expect(log).toEqual([
    'probe: was answered 200',
    'video: header sent to /live/Streams(video.cmfv)',
    'video: ended, was answered 200',
  ]);
});

test('a connection for each track; what is sparse goes in short requests', async () => {
  const to = await receiver();
  const tracks = (['video', 'audio', 'webvtt', 'metadata'] as const).map(sourceTrack);
  const { code } = await source(to, { tracks });
  expect(code).toBe(0);
  expect(connections(to.all)).toBe(5);
  expect(to.story('audio')).toEqual(['h 0 1 2 3 4 mfra']);
  expect(to.story('webvtt')).toEqual(['h', '0', '1', '2', '3', '4', 'mfra']);
  expect(to.story('metadata')).toEqual(['h', '0', '1', '2', '3', '4', 'mfra']);
});

test('short requests, by a template that counts', async () => {
  const to = await receiver();
  await source(to, { requests: 'short', template: '{name}-{number}{extension}', fragments: 2 });
  expect(posts(to.all)).toEqual([
    'POST /live',
    'POST /live/video-init.cmfv',
    'POST /live/video-0.cmfv',
    'POST /live/video-1.cmfv',
    'POST /live/video-2.cmfv',
  ]);
  expect(to.story()).toEqual(['h', '0', '1', 'mfra']);
  expect(connections(to.of('video'))).toBe(1);
  expect(to.of('video').map(({ head }) => valuesOf(head, 'content-length').length)).toEqual([1, 1, 1, 1]);
});

test('low latency: each chunk as soon as it is made', async () => {
  const arrivals: number[] = [];
  const to = await receiver((heard) => {
    arrivals.push(heard.pieces.length);
  });
  await source(to, { requests: 'low-latency', fragments: 2 });
  expect(to.story()).toEqual(['h', '0', '1', 'mfra']);
  const first = to.nth(2);
  expect(valueOf(first.head, 'transfer-encoding')).toBe('chunked');
  expect(first.objects()).toHaveLength(perFragment);
  expect(Math.max(...arrivals)).toBeGreaterThanOrEqual(perFragment);
});

test.for(['long', 'short'] as const)('gzip, in %s requests', async (requests) => {
  const to = await receiver();
  const { code } = await source(to, { gzip: true, requests, fragments: 2 });
  expect(code).toBe(0);
  expect(to.of('video').every(({ head }) => valueOf(head, 'content-encoding') === 'gzip')).toBe(true);
  expect(to.story().join(' ')).toBe('h 0 1 mfra');
});

test('steps: one fragment of each track a step, and the end with the last', async () => {
  const to = await receiver();
  const steps = async function* () {
    for (let step = 0; step < 3; step += 1) {
      yield await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
  };
  const tracks = [sourceTrack('video'), sourceTrack('audio')];
  expect((await source(to, { pace: steps(), fragments: Infinity, tracks })).code).toBe(0);
  expect(to.story()).toEqual(['h 0 1 2 mfra']);
  expect(to.story('audio')).toEqual(['h 0 1 2 mfra']);
});

test('as fast as it is taken', async () => {
  const to = await receiver();
  await source(to, { pace: 'fast', fragments: 300, firstFragment: 7 });
  const [story = ''] = to.story();
  expect(story.split(' ')).toEqual(['h', ...Array.from({ length: 300 }, (_, i) => String(i + 7)), 'mfra']);
});

test('asked to stop, it ends as it should; killed, it is gone', async () => {
  const stop = new AbortController();
  const to = await receiver((heard) => {
    if (heard.objects().length > perFragment) stop.abort();
  });
  expect((await source(to, { stop: stop.signal, fragments: Infinity })).code).toBe(0);
  expect(to.story()[0]).toMatch(/ mfra$/);
  const kill = new AbortController();
  const left = await receiver((heard) => {
    if (heard.objects().length > perFragment) kill.abort();
  });
  expect((await source(left, { signal: kill.signal, fragments: Infinity })).code).toBe(0);
  expect(left.of('video')[0]?.isWhole).toBe(false);
});
