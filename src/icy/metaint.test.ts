import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deinterleaver, interleaver, metadataBlock, parseMetadata } from './metaint.ts';

const text = (block: Uint8Array) => String.fromCharCode(...block);

/** Cuts bytes at these places. */
const sliced = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
};
const joined = (pieces: readonly Uint8Array[]) => Uint8Array.from(pieces.flatMap((piece) => [...piece]));
const anyCuts = fc.array(fc.nat(), { maxLength: 8 });
const anyBytes = fc.uint8Array({ maxLength: 600 });
const anyTitle = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((title) => !title.includes('\0') && !title.includes("';") && !title.endsWith("'"));

test('a block is a length byte, fields, zeros', () => {
  expect(text(metadataBlock({ StreamTitle: "It's me" }))).toBe("\x02StreamTitle='It's me';".padEnd(33, '\0'));
  expect(text(metadataBlock({ StreamTitle: 'a', StreamUrl: 'b' }))).toBe(
    "\x02StreamTitle='a';StreamUrl='b';".padEnd(33, '\0'),
  );
  expect(metadataBlock({ StreamTitle: '1' }).length).toBe(17);
  expect(metadataBlock({ StreamTitle: '12' }).length).toBe(33);
  expect([...metadataBlock({})]).toEqual([0]);
});

test('what is written can be read', () => {
  fc.assert(
    fc.property(anyTitle, fc.option(fc.webUrl(), { nil: undefined }), (StreamTitle, StreamUrl) => {
      const parsed = parseMetadata(
        metadataBlock({ StreamTitle, ...(StreamUrl !== undefined && { StreamUrl }) }),
      );
      expect(parsed).toMatchObject({ StreamTitle, charset: 'utf-8', faults: [] });
      expect(parsed.StreamUrl).toBe(StreamUrl);
    }),
  );
});

test.for(["Don't; stop", "'quoted'", "a';b", "x'; y", ''])('the title %s survives', (StreamTitle) => {
  expect(parseMetadata(metadataBlock({ StreamTitle, StreamUrl: 'u' }))).toMatchObject({
    StreamTitle,
    StreamUrl: 'u',
  });
});

test('a Latin-1 title is read as such, and what Latin-1 lacks becomes a question mark', () => {
  const parsed = parseMetadata(metadataBlock({ StreamTitle: 'Café – 🎵' }, 'latin1'));
  expect(parsed).toMatchObject({ StreamTitle: 'Café ? ?', charset: 'latin1' });
});

test.for(['x', 'é', '€', '🎵'])('an over-long title of %s is cut between characters', (letter) => {
  const block = metadataBlock({ StreamTitle: letter.repeat(5000), StreamUrl: 'http://x/' });
  expect(block.length).toBe(4081);
  const { StreamTitle = '', StreamUrl, faults } = parseMetadata(block);
  expect(StreamUrl).toBe('http://x/');
  expect(StreamTitle.replaceAll(letter, '')).toBe('');
  expect(new TextEncoder().encode(StreamTitle).length).toBeGreaterThan(4080 - 15 - 22 - 4);
  expect(faults).toEqual([]);
});

test('an over-long address is left out', () => {
  const parsed = parseMetadata(metadataBlock({ StreamTitle: 'a', StreamUrl: 'x'.repeat(4080) }));
  expect(parsed).toMatchObject({ StreamTitle: 'a', faults: [] });
  expect(parsed.StreamUrl).toBeUndefined();
});

const good = metadataBlock({ StreamTitle: 'a' });
test.for<[string, Uint8Array, RegExp]>([
  ['no byte', new Uint8Array(0), /no length byte/],
  ['a cut block', good.subarray(0, 10), /announces 16 bytes, but 9 follow/],
  ['a block of zeros', Uint8Array.of(1, ...new Uint8Array(16)), /16 zeros pad/],
  ['bytes after the padding', metadataBlock({ StreamTitle: 'abc' }).with(32, 1), /Bytes follow the zero/],
  ['no closing quote', good.with(15, 0x20), /is no field/],
  ['a field twice', Uint8Array.of(1, ...new TextEncoder().encode("a='1';a='2';\0\0\0\0")), /a comes twice/],
])('%s is a fault', ([, block, fault]) => {
  expect(parseMetadata(block).faults.join(' ')).toMatch(fault);
});

test('no block makes the parser throw', () => {
  fc.assert(fc.property(anyBytes, (bytes) => parseMetadata(bytes).faults.length >= 0));
});

test('what is interleaved comes out again, however it is sliced', () => {
  fc.assert(
    fc.property(
      anyBytes,
      fc.integer({ min: 1, max: 100 }),
      anyCuts,
      anyCuts,
      (bytes, metaint, cuts, others) => {
        let title = 0;
        const push = interleaver(metaint, () =>
          metadataBlock(title % 3 === 0 ? {} : { StreamTitle: `${title++}` }),
        );
        const wire = joined(sliced(bytes, cuts).map(push));
        title = 0;
        const whole = interleaver(metaint, () =>
          metadataBlock(title % 3 === 0 ? {} : { StreamTitle: `${title++}` }),
        );
        expect(wire).toEqual(whole(bytes));

        const results = sliced(wire, others).map(deinterleaver(metaint));
        expect(joined(results.flatMap(({ payload }) => payload))).toEqual(bytes);
        const blocks = results.flatMap(({ metadata }) => metadata);
        expect(blocks.map(({ at }) => at)).toEqual(
          Array.from({ length: Math.floor(bytes.length / metaint) }, (_, i) => (i + 1) * metaint),
        );
        expect(blocks.flatMap(({ faults }) => faults)).toEqual([]);
      },
    ),
  );
});

test('hostile bytes never throw, and no byte is lost', () => {
  fc.assert(
    fc.property(anyBytes, fc.integer({ min: 1, max: 50 }), anyCuts, (bytes, metaint, cuts) => {
      const results = sliced(bytes, cuts).map(deinterleaver(metaint));
      const payload = joined(results.flatMap((result) => result.payload)).length;
      const blocks = joined(results.flatMap((result) => result.metadata.map((block) => block.bytes))).length;
      expect(bytes.length - payload - blocks).toBeLessThanOrEqual(4080);
    }),
  );
});

test.for([0, -1, NaN, 1.5, Infinity])('a metaint of %s means no blocks', (metaint) => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(interleaver(metaint, () => metadataBlock({}))(bytes)).toEqual(bytes);
  expect(deinterleaver(metaint)(bytes)).toEqual({ payload: [bytes], metadata: [] });
});
