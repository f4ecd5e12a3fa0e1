import { describe, expect, test } from 'vitest';
import { join } from '../bytes.ts';
import { ingestObjects } from '../ingest/ingest-reader.ts';
import type { IngestObject } from '../ingest/ingest-object.ts';
import { readTree } from '../isobmff/tree.ts';
import { foreignBytes } from './foreign.ts';
import { emptyMfra, fragmentBytes, headerBytes } from './forms.ts';
import { sourceTrack } from './presentation.ts';
import {
  foreignBodies,
  fragmentForms,
  headerForms,
  testTracks,
  type ForeignBody,
  type FragmentForm,
  type HeaderForm,
  type TestTrackName,
} from './test-track.ts';

const names = Object.keys(testTracks) as TestTrackName[];
const headers = Object.keys(headerForms) as HeaderForm[];
const fragments = Object.keys(fragmentForms) as FragmentForm[];
const bodies = Object.keys(foreignBodies) as ForeignBody[];

const header = (name: TestTrackName, form: HeaderForm): IngestObject | undefined =>
  ingestObjects(headerBytes(sourceTrack(name), form))[0];

describe.for(names)('forms of the header of %s', (name) => {
  const plain = header(name, 'plain');

  test('each is another than the header, and the same each time', () => {
    const track = sourceTrack(name);
    const digests = headers.map((form) => Buffer.from(headerBytes(track, form)).toString('hex'));
    expect(new Set(digests).size).toBe(headers.length);
    expect(headers.map((form) => Buffer.from(headerBytes(track, form)).toString('hex'))).toEqual(digests);
  });

  test('another language, and nothing else', () => {
    const { language: before, ...same } = plain?.header ?? { language: '' };
    const { language, ...rest } = header(name, 'other-language')?.header ?? { language: '' };
    expect(language).toBe('swe');
    expect(before).not.toBe(language);
    expect(rest).toEqual(same);
  });

  test('another codec of the same kind of media', () => {
    const other = header(name, 'other-codec');
    expect(other?.fault).toBeUndefined();
    expect(other?.header?.coding).not.toBe(plain?.header?.coding);
    expect(other?.header?.trackId).toBe(plain?.header?.trackId);
    if (!['webvtt', 'ttml'].includes(name)) expect(other?.header?.handler).toBe(plain?.header?.handler);
  });

  test('a codec that nobody knows, in a header that can be read', () => {
    expect(header(name, 'unknown-codec')).toMatchObject({ complete: true, header: { coding: 'zzzz' } });
  });

  test('another track', () => {
    expect(header(name, 'other-track')).toMatchObject({ complete: true, header: { trackId: 101 } });
  });

  test('headers that cannot be read', () => {
    expect(header(name, 'without-moov')).toMatchObject({ complete: false, boxes: ['ftyp'] });
    expect(header(name, 'moov-first')?.fault).toBe('a moov without an ftyp before it');
    expect(header(name, 'broken-moov')?.fault).toMatch(/moov\/trak/);
    expect(header(name, 'cut-off')).toMatchObject({ complete: false, boxes: ['ftyp', 'moov'] });
  });
});

describe.for(names)('forms of a fragment of %s', (name) => {
  const track = sourceTrack(name);
  const objects = (form: FragmentForm): readonly IngestObject[] =>
    ingestObjects(join([track.header, fragmentBytes(track, 5, form)])).slice(1);
  const chunks = track.chunks(5).length;
  const later = Array.from({ length: chunks - 1 }, () => 'moof');

  test('with boxes before it', () => {
    expect(objects('with-styp').map(({ boxes }) => boxes[0])).toEqual(['styp', ...later]);
    expect(objects('with-emsg').map(({ boxes }) => boxes[0])).toEqual(['emsg', ...later]);
  });

  test('without tfdt, and the samples where they were', () => {
    const found = objects('without-tfdt');
    expect(found.length).toBe(chunks);
    expect(
      found.every(
        ({ fault, fragment }) => fault === undefined && fragment?.baseMediaDecodeTime === undefined,
      ),
    ).toBe(true);
  });

  test('of another track', () => {
    expect(new Set(objects('foreign-track').map(({ fragment }) => fragment?.trackId))).toEqual(
      new Set([101]),
    );
  });

  test('that cannot be read', () => {
    expect(objects('cut-off').at(-1)).toMatchObject({ complete: false });
    expect(objects('moof-alone')).toMatchObject([{ complete: false, fault: 'a moof without its mdat' }]);
    expect(objects('overlong-sample').at(-1)?.fault).toMatch(/behind their mdat/);
    expect(objects('broken-moof')[0]?.fault).toMatch(/inside moof/);
  });

  test('each is the same each time', () => {
    for (const form of fragments)
      expect(fragmentBytes(track, 5, form)).toEqual(fragmentBytes(track, 5, form));
  });
});

test('mfra has nothing in it', () => {
  expect(emptyMfra).toEqual(Uint8Array.of(0, 0, 0, 8, 0x6d, 0x66, 0x72, 0x61));
});

describe.for(bodies)('%s', (body) => {
  const bytes = foreignBytes(body);

  test('is the same each time, and small', () => {
    expect(foreignBytes(body)).toEqual(bytes);
    expect(bytes.length).toBeLessThanOrEqual(2 ** 16);
  });

  test('is no CMAF', () => {
    const objects = ingestObjects(bytes);
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.some(({ kind, fault }) => kind === 'other' || fault !== undefined)).toBe(true);
  });
});

test('the progressive file is one that players take', () => {
  const tree = readTree(foreignBytes('progressive-mp4'));
  expect(tree.faults).toEqual([]);
  expect(tree.boxes.map(({ type }) => type)).toEqual(['ftyp', 'moov', 'mdat']);
});
