import { expect, test } from 'vitest';
import { viewOf } from '../bytes.ts';
import { crcMpeg2 } from '../crc.ts';
import { sourceTrack } from '../tracks/presentation.ts';
import { isTransportable, transportStreamSegment } from './transport-stream.ts';

interface Packet {
  readonly pid: number;
  readonly isStart: boolean;
  readonly counter: number;
  readonly clock: bigint | undefined;
  readonly payload: Uint8Array;
}

const packetsOf = (stream: Uint8Array): readonly Packet[] => {
  expect(stream.length % 188).toBe(0);
  return Array.from({ length: stream.length / 188 }, (_, i) => {
    const bytes = stream.subarray(i * 188, (i + 1) * 188);
    const view = viewOf(bytes);
    expect(bytes[0]).toBe(0x47);
    const control = view.getUint8(3);
    const field = (control & 0x20) === 0 ? 0 : 1 + view.getUint8(4);
    const hasClock = field > 1 && (view.getUint8(5) & 0x10) !== 0;
    return {
      pid: view.getUint16(1) & 0x1fff,
      isStart: (view.getUint8(1) & 0x40) !== 0,
      counter: control & 15,
      clock: hasClock ? view.getBigUint64(4) & 0xffffffffffffn : undefined,
      payload: bytes.subarray(4 + field),
    };
  });
};

const sectionOf = ({ payload }: Packet): Uint8Array => {
  const length = viewOf(payload).getUint16(2) & 0xfff;
  return payload.subarray(1, 4 + length);
};

test.for(['video', 'video-low', 'audio'] as const)('%s is a transport stream', (name) => {
  const [first, second] = [5, 6].map((number) =>
    packetsOf(transportStreamSegment(sourceTrack(name), number)),
  );
  const [association, map] = first ?? [];
  if (association === undefined || map === undefined) throw new Error('no tables');
  expect([association.pid, map.pid]).toEqual([0, 0x1000]);
  for (const table of [association, map]) expect(crcMpeg2(sectionOf(table))).toBe(0);
  const counters = new Map<number, number>();
  for (const { pid, counter, payload } of [...(first ?? []), ...(second ?? [])]) {
    const before = counters.get(pid);
    if (before !== undefined) expect(counter).toBe((before + 1) % 16);
    counters.set(pid, counter);
    expect(payload.length).toBeGreaterThan(0);
  }
});

test('pictures have their times in 90 kHz, and the first brings its parameter sets', () => {
  const number = 4;
  const starts = packetsOf(transportStreamSegment(sourceTrack('video'), number)).filter(
    ({ pid, isStart }) => pid === 0x100 && isStart,
  );
  const times = starts.map(({ payload }) => {
    const view = viewOf(payload);
    expect(view.getUint32(0)).toBe(0x1e0);
    const [high, middle, low] = [view.getUint8(9) >> 1, view.getUint16(10) >> 1, view.getUint16(12) >> 1];
    return ((high & 7) << 30) + (middle << 15) + low;
  });
  expect(times).toEqual(Array.from({ length: 24 }, (_, i) => number * 86_400 + i * 3600));
  const types = Array.from(starts[0]?.payload.entries() ?? []).flatMap(([i]) => {
    const [a, b, c, d] = starts[0]?.payload.subarray(i, i + 4) ?? [];
    return a === 0 && b === 0 && c === 1 && d !== undefined && i > 3 ? [d & 31] : [];
  });
  expect(types.slice(0, 4)).toEqual([9, 7, 8, 5]);
  expect(starts.every(({ clock }) => clock !== undefined)).toBe(true);
});

test('what a transport stream carries here is AVC and AAC', () => {
  const names = ['video', 'audio', 'webvtt', 'metadata'] as const;
  expect(names.map((name) => isTransportable(sourceTrack(name)))).toEqual([true, true, false, false]);
});
