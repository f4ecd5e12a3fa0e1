import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deinterleaver, interleaver, metadataBlock, parseMetadata, readMetaint } from './metaint.ts';

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

test.for([0, -1, -16_000, NaN, 1.5, Infinity, -Infinity])('a metaint of %s means no blocks', (metaint) => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(interleaver(metaint, () => metadataBlock({}))(bytes)).toEqual(bytes);
  expect(deinterleaver(metaint)(bytes)).toEqual({ payload: [bytes], metadata: [], unfinished: 0 });
});

test.for([2 ** 31, 2 ** 53, Number.MAX_VALUE])('a metaint of %s means no block for long', (metaint) => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(deinterleaver(metaint)(bytes)).toEqual({ payload: [bytes], metadata: [], unfinished: 0 });
});

test.for([
  ['16000', 16000],
  ['1', 1],
  ['0', 0],
  ['0016000', 16000],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
] as const)('an icy-metaint of %s is a number', ([value, metaint]) => {
  expect(readMetaint(value)).toBe(metaint);
});

test.for([
  '',
  ' ',
  '-1',
  '+16000',
  '16000abc',
  '16000, 16000',
  '0x3e80',
  '1e4',
  '1.5',
  'NaN',
  'Infinity',
  '9007199254740992',
  '9'.repeat(400),
  '１６０００',
])('an icy-metaint of %j is none', (value) => {
  expect(readMetaint(value)).toBeUndefined();
});

/** A stream whose blocks are none, short, as long as can be, and broken. */
const hardStream = (metaint: number) => {
  const blocks = [
    metadataBlock({}),
    metadataBlock({ StreamTitle: 'Ärger & 🎵', StreamUrl: 'http://x/' }),
    metadataBlock({ StreamTitle: 'x'.repeat(5000) }),
    Uint8Array.of(1, ...new Uint8Array(16).fill(0xff)),
    metadataBlock({}),
  ];
  let next = 0;
  const payload = Uint8Array.from({ length: metaint * blocks.length + 2 }, (_, at) => at % 251);
  const wire = interleaver(metaint, () => blocks[next++] ?? metadataBlock({}))(payload);
  return { blocks, payload, wire };
};

const taken = (metaint: number, slices: readonly Uint8Array[]) => {
  const results = slices.map(deinterleaver(metaint));
  return {
    payload: joined(results.flatMap(({ payload }) => payload)),
    blocks: results.flatMap(({ metadata }) => metadata.map(({ bytes }) => bytes)),
    unfinished: results.at(-1)?.unfinished,
  };
};

test('slices of every size give the same payload and the same blocks', () => {
  const metaint = 7;
  const { blocks, payload, wire } = hardStream(metaint);
  for (let size = 1; size <= 80; size += 1) {
    const slices = Array.from({ length: Math.ceil(wire.length / size) }, (_, i) =>
      wire.subarray(i * size, (i + 1) * size),
    );
    const found = taken(metaint, slices);
    expect(found.payload).toEqual(payload);
    expect(found.blocks).toEqual(blocks);
    expect(found.unfinished).toBe(0);
  }
});

test('two cuts at any places change nothing', () => {
  const metaint = 3;
  const payload = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  const blocks = [
    metadataBlock({ StreamTitle: '1' }),
    metadataBlock({}),
    metadataBlock({ StreamTitle: '12' }),
  ];
  let next = 0;
  const wire = interleaver(metaint, () => blocks[next++] ?? metadataBlock({}))(payload);
  for (let first = 0; first <= wire.length; first += 1) {
    for (let second = first; second <= wire.length; second += 1) {
      const found = taken(metaint, [
        wire.subarray(0, first),
        wire.subarray(first, second),
        wire.subarray(second),
      ]);
      expect([found.payload, found.blocks]).toEqual([payload, blocks]);
    }
  }
});

test('any slicing of a hard stream gives it back', () => {
  const metaint = 50;
  const { blocks, payload, wire } = hardStream(metaint);
  const places = fc.array(fc.nat(wire.length), { maxLength: 40 });
  const slicing = fc.property(places, (cuts) => {
    const found = taken(metaint, sliced(wire, cuts));
    expect(found.payload).toEqual(payload);
    expect(found.blocks).toEqual(blocks);
  });
  fc.assert(slicing, { seed: 6, numRuns: 200 });
});

test('a stream that ends inside a block says how much of it was there', () => {
  const block = metadataBlock({ StreamTitle: 'a' });
  const take = deinterleaver(2);
  expect(take(Uint8Array.of(1, 2))).toMatchObject({ metadata: [], unfinished: 0 });
  expect(take(block.subarray(0, 5))).toMatchObject({ payload: [], metadata: [], unfinished: 5 });
  expect(take(block.subarray(5))).toMatchObject({ metadata: [{ StreamTitle: 'a', at: 2 }], unfinished: 0 });
});

test('a stream of nothing but empty blocks costs little', () => {
  const { metadata, payload } = deinterleaver(1)(new Uint8Array(200_000));
  expect(payload).toHaveLength(100_000);
  expect(metadata).toHaveLength(100_000);
  expect(new Set(metadata.map(({ fields }) => fields)).size).toBe(1);
});

test('blocks of the greatest length, one after the other, keep no more than one', () => {
  const take = deinterleaver(1);
  const stream = new Uint8Array(4082 * 3).fill(0xff);
  const found = take(stream);
  expect(found.metadata.map(({ bytes, at }) => [bytes.length, at])).toEqual([
    [4081, 1],
    [4081, 2],
    [4081, 3],
  ]);
  expect(found.metadata.every(({ faults }) => faults.length > 0)).toBe(true);
});

test.for([
  ["StreamTitle='A';StreamUrl='';", 'A', ''],
  ["StreamTitle='';StreamUrl='';", '', ''],
  ["StreamTitle='Guns N' Roses - Don't Cry';", "Guns N' Roses - Don't Cry", undefined],
  ["StreamTitle='a';b';StreamUrl='u';", "a';b", 'u'],
  ["StreamUrl='u';StreamTitle='t';", 't', 'u'],
] as const)('%s is read as players read it', ([content, title, url]) => {
  const bytes = new TextEncoder().encode(content);
  const units = Math.ceil(bytes.length / 16);
  const block = new Uint8Array(1 + units * 16);
  block[0] = units;
  block.set(bytes, 1);
  const parsed = parseMetadata(block);
  expect(parsed.StreamTitle).toBe(title);
  expect(parsed.StreamUrl).toBe(url);
  expect(parsed.faults).toEqual([]);
});
