import { expect, test, vi } from 'vitest';
import { box, group, rawBox } from './build/node.ts';
import { write } from './build/write.ts';
import { ascii, concat } from './bytes.ts';
import { mp4boxFields } from './mp4box-fields.ts';

/** A level assignment box has a table in mp4box and none here: one level of track 7. */
const leva = rawBox('leva', Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 7, 2));

test('reads a box for which we have no table, by its offset', () => {
  const moov = write([group('moov', box('trex', { track_ID: 7 }), leva)]);
  const fields = mp4boxFields(moov);
  const at = moov.length - 18;
  expect(new TextDecoder().decode(moov.subarray(at + 4, at + 8))).toBe('leva');
  expect(fields.get(at)).toMatchObject({ levels: [{ track_ID: 7, assignment_type: 2 }] });
  expect(fields.get(8)).toMatchObject({ track_id: 7 });
});

test.for<[string, Uint8Array]>([
  ['nothing', new Uint8Array(0)],
  ['noise', Uint8Array.from({ length: 1000 }, (_, i) => (i * 7919) % 256)],
  ['a box that promises more', concat(Uint8Array.of(0xff, 0xff, 0xff, 0xff), ascii('moov'))],
  ['a table that promises more', write([group('moov', rawBox('leva', Uint8Array.of(0, 0, 0, 0, 255)))])],
  ['a header that is too large', new Uint8Array(2 ** 20 + 1)],
])('never throws, and does not print: %s', ([, bytes]) => {
  const print = vi.spyOn(console, 'error');
  expect(() => mp4boxFields(bytes)).not.toThrow();
  expect(print).not.toHaveBeenCalled();
  print.mockRestore();
});
