import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat, join } from '../bytes.ts';
import { box, group, rawBox } from '../build/node.ts';
import { write } from '../build/write.ts';
import { foreignBytes } from '../tracks/foreign.ts';
import { emptyMfra, fragmentBytes, headerBytes } from '../tracks/forms.ts';
import { fragmentOf, sourceTrack } from '../tracks/presentation.ts';
import {
  foreignBodies,
  fragmentForms,
  headerForms,
  testTracks,
  type ForeignBody,
  type FragmentForm,
  type HeaderForm,
  type TestTrackName,
} from '../tracks/test-track.ts';
import type { IngestObject } from './ingest-object.ts';
import { ingestObjects, ingestReader } from './ingest-reader.ts';

const video = sourceTrack('video');
const audio = sourceTrack('audio');
const styp = write([box('styp', { major_brand: 'cmfs', compatible_brands: ['cmfs'] })]);
const moofOf = (chunk: Uint8Array): Uint8Array =>
  chunk.subarray(0, new DataView(chunk.buffer, chunk.byteOffset).getUint32(0));

/** An object in a few words: kind, boxes, whether it is whole, and what is wrong with it. */
const words = ({ kind, boxes, complete, fault }: IngestObject): string =>
  `${kind} ${boxes.join('+')}${complete ? '' : ' cut'}${fault === undefined ? '' : `: ${fault}`}`;

const told = (body: Uint8Array, complete = true): readonly string[] =>
  ingestObjects(body, complete).map(words);

describe('what a body is made of', () => {
  test('a header, then chunks, then the end of the event', () => {
    const body = join([video.header, ...video.chunks(0), emptyMfra]);
    const objects = ingestObjects(body);
    expect(objects.map(words)).toEqual([
      'header ftyp+moov',
      ...video.chunks(0).map(() => 'fragment moof+mdat'),
      'mfra mfra',
    ]);
    expect(objects.map(({ offset }) => offset)).toEqual(
      objects.map((_, i) => objects.slice(0, i).reduce((sum, { length }) => sum + length, 0)),
    );
    expect(objects.at(-1)).toMatchObject({ offset: body.length - 8, length: 8 });
  });

  test('boxes before a moof belong to its fragment', () => {
    const chunk = fragmentOf(audio, 0);
    const prft = write([box('prft', { version: 1 })]);
    expect(told(concat(styp, prft, chunk))[0]).toBe('fragment styp+prft+moof+mdat');
    expect(ingestObjects(concat(styp, prft, chunk))[0]).toMatchObject({ offset: 0 });
  });

  test('what it tells of a header', () => {
    const [object] = ingestObjects(video.header);
    expect(object?.header).toEqual({
      handler: 'vide',
      coding: 'avc1',
      trackId: 1,
      tracks: 1,
      timescale: 12800,
      language: 'und',
      brands: ['cmfc', 'cmfc', 'iso6', 'cfsd'],
      defaultSampleDuration: 0,
      width: 160,
      height: 90,
    });
    expect(object?.digest).toBe(createHash('sha256').update(video.header).digest('hex'));
  });

  test('what it tells of a fragment', () => {
    const objects = ingestObjects(join(video.chunks(3)));
    expect(objects.map(({ fragment }) => fragment)).toEqual(
      [0, 1, 2, 3].map((chunk) => ({
        sequenceNumber: 13 + chunk,
        trackId: 1,
        baseMediaDecodeTime: BigInt(3 * 12288 + chunk * 6 * 512),
        duration: 3072n,
        samples: 6,
      })),
    );
  });

  test('the durations that only the header tells', () => {
    const moov = group('moov', group('mvex', box('trex', { track_ID: 1, default_sample_duration: 40 })));
    const fragment = write([
      group(
        'moof',
        box('mfhd', { sequence_number: 1 }),
        group('traf', box('tfhd', { track_ID: 1 }), box('trun', { sample_count: 5 })),
      ),
      rawBox('mdat', new Uint8Array(5)),
    ]);
    const here = ingestObjects(concat(write([box('ftyp'), moov]), fragment));
    expect(here[1]?.fragment?.duration).toBe(200n);
    const elsewhere = ingestObjects(fragment, true, { header: { defaultSampleDuration: 48 } });
    expect(elsewhere[0]?.fragment).toMatchObject({ duration: 240n, samples: 5 });
    expect(elsewhere[0]?.fragment?.baseMediaDecodeTime).toBeUndefined();
    expect(ingestObjects(fragment)[0]?.fragment?.duration).toBe(0n);
  });

  test('fragments have one digest if and only if they are the same', () => {
    const digests = [0, 1, 2, 0].map((number) => ingestObjects(fragmentOf(audio, number))[0]?.digest);
    expect(digests[0]).toBe(digests[3]);
    expect(new Set(digests).size).toBe(3);
  });
});

describe('what is wrong with a body', () => {
  const moof = moofOf(fragmentOf(audio, 0));
  const mdat = write([rawBox('mdat', new Uint8Array(30))]);
  test.for<readonly [string, Uint8Array, readonly string[]]>([
    ['nothing at all', new Uint8Array(0), []],
    ['ftyp alone', headerBytes(video, 'without-moov'), ['header ftyp cut: ftyp without a moov behind it']],
    [
      'moov before ftyp',
      headerBytes(video, 'moov-first'),
      ['header moov: a moov without an ftyp before it', 'header ftyp cut: ftyp without a moov behind it'],
    ],
    ['a moof without its mdat', moof, ['fragment moof cut: a moof without its mdat']],
    [
      'two of them',
      concat(moof, moof),
      ['fragment moof cut: a moof without its mdat', 'fragment moof cut: a moof without its mdat'],
    ],
    ['an mdat without a moof', mdat, ['other mdat: an mdat without a moof before it']],
    [
      'an mdat that is cut off',
      fragmentBytes(sourceTrack('webvtt'), 0, 'plain').subarray(0, -5),
      ['fragment moof+mdat cut: the end of the body inside mdat, 5 bytes too early'],
    ],
    ['a moof that is cut off', moof.subarray(0, 50), ['fragment moof cut: the end of the body inside moof']],
    [
      'a header that is cut off',
      video.header.subarray(0, 300),
      ['header ftyp+moov cut: the end of the body inside moov'],
    ],
    ['styp alone', styp, ['other styp']],
    [
      'styp, and half a header of a box',
      concat(styp, styp.subarray(0, 5)),
      ['other styp: 5 bytes are left over where a box should begin'],
    ],
    [
      'a moof, and half a header of a box',
      concat(moof, styp.subarray(0, 5)),
      ['fragment moof cut: a moof without its mdat'],
    ],
    ['styp before a header', concat(styp, video.header), ['other styp', 'header ftyp+moov']],
    [
      'boxes that nobody knows',
      concat(write([rawBox('abcd', ascii('one')), rawBox('efgh', ascii('two'))]), video.header),
      ['other abcd+efgh', 'header ftyp+moov'],
    ],
    [
      'samples beyond their mdat',
      fragmentBytes(sourceTrack('webvtt'), 0, 'overlong-sample'),
      [
        expect.stringMatching(
          /^fragment moof\+mdat: samples that reach \d+ bytes behind their mdat$/,
        ) as string,
      ],
    ],
  ])('%s', ([, body, expected]) => {
    const objects = told(body);
    expect(objects.slice(0, expected.length)).toEqual(expected);
    expect(objects.length >= expected.length).toBe(true);
  });

  test('a body that its sender did not end is not complete, where that can be told', () => {
    const chunk = fragmentOf(sourceTrack('webvtt'), 0);
    expect(told(chunk, false)).toEqual(['fragment moof+mdat']);
    expect(told(chunk.subarray(0, -1), false)[0]).toMatch(/^fragment moof\+mdat cut/);
    expect(told(foreignBytes('zero-bytes'), false)[0]).toMatch(/^other .* cut/);
  });
});

/** All that a listener is told of a body in slices that end at these places. */
const heard = (body: Uint8Array, cuts: readonly number[], complete = true): readonly string[] => {
  const lines: string[] = [];
  const reader = ingestReader({
    begins: (kind, offset) => lines.push(`begins ${kind} at ${String(offset)}`),
    ends: (object) =>
      lines.push(
        JSON.stringify(object, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      ),
  });
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), body.length]) {
    reader.push(body.subarray(from, cut));
    from = cut;
  }
  reader.end(complete);
  return [...lines, JSON.stringify(reader.begun)];
};

const names = Object.keys(testTracks) as TestTrackName[];
const pieces: readonly Uint8Array[] = [
  ...(Object.keys(headerForms) as HeaderForm[]).map((form) => headerBytes(sourceTrack('webvtt'), form)),
  ...(Object.keys(fragmentForms) as FragmentForm[]).map((form) =>
    fragmentBytes(sourceTrack('metadata'), 1, form),
  ),
  ...(Object.keys(foreignBodies) as ForeignBody[]).map((body) => foreignBytes(body).subarray(0, 700)),
  styp,
  emptyMfra,
  write([rawBox('mdat', new Uint8Array(3))]),
];

test('however a body is sliced, the same is told', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 20 })), { maxLength: 6 }),
      fc.array(fc.nat(3000), { maxLength: 12 }),
      fc.boolean(),
      (parts, cuts, complete) => {
        const body = join(parts);
        const whole = heard(body, [], complete);
        expect(
          heard(
            body,
            cuts.filter((cut) => cut <= body.length),
            complete,
          ),
        ).toEqual(whole);
        expect(
          heard(
            body,
            Array.from({ length: body.length }, (_, i) => i),
            complete,
          ),
        ).toEqual(whole);
      },
    ),
    { numRuns: 150 },
  );
});

test('objects lie behind each other and cover the body', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 20 })), { maxLength: 6 }),
      (parts) => {
        const body = join(parts);
        let at = 0;
        for (const { offset, length } of ingestObjects(body)) {
          expect(offset).toBe(at);
          at += length;
        }
        expect(at).toBe(body.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('any change to a track is read without a throw, and what begins ends', () => {
  const body = join([
    audio.header,
    fragmentOf(sourceTrack('metadata'), 1),
    fragmentOf(sourceTrack('ttml'), 0),
  ]);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(body.length - 1), fc.nat(255)), { maxLength: 8 }), (edits) => {
      const changed = body.slice();
      for (const [at, value] of edits) changed[at] = value;
      const lines = heard(changed, [100, 700]);
      const begun = lines.filter((line) => line.startsWith('begins')).length;
      expect(lines.length).toBe(begun * 2 + 1);
    }),
    { numRuns: 500 },
  );
});

test('every track of the presentation is read as it was made', () => {
  for (const name of names) {
    const track = sourceTrack(name);
    const objects = ingestObjects(join([track.header, fragmentOf(track, 4), fragmentOf(track, 5)]));
    expect(objects.filter(({ fault }) => fault !== undefined)).toEqual([]);
    const lasts = objects.reduce((sum, { fragment }) => sum + (fragment?.duration ?? 0n), 0n);
    expect(lasts).toBe(BigInt(2 * track.fragmentDuration));
    expect(objects[1]?.fragment?.baseMediaDecodeTime).toBe(BigInt(4 * track.fragmentDuration));
  }
});

test('however much comes without an end, little is held', () => {
  const reader = ingestReader({ ends: () => undefined });
  const slice = join(Array.from({ length: 1000 }, () => styp));
  for (let i = 0; i < 200; i++) reader.push(slice);
  const [object] = ((): IngestObject[] => {
    const objects: IngestObject[] = [];
    const other = ingestReader({ ends: (each) => objects.push(each) });
    for (let i = 0; i < 200; i++) other.push(slice);
    other.end(true);
    return objects;
  })();
  expect(object).toMatchObject({ kind: 'other', length: slice.length * 200 });
  expect(object?.boxes.length).toBe(64);
});
