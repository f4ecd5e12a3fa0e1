import { box } from '../../media/build/node.ts';
import { append, change, duplicate, edited, remove, rename, replace, set } from '../../media/build/edit.ts';
import type { cmafEncFacts } from '../facts/cmaf-enc.ts';
import { hex } from '../../media/bytes.ts';
import { cbcsVideo, cencEntry, cencVideo, exampleKey } from '../examples/encrypted.ts';
import { video } from '../examples/video.ts';
import { mutant, type MutantsOf } from './mutant.ts';

const stsd = 'moov/trak/mdia/minf/stbl/stsd';
const sinf = `${stsd}/encv/sinf`;
const tenc = `${sinf}/schi/tenc`;
const traf = 'moof[1]/traf';

/** That a track is encrypted is information on every encrypted track, so it is not asked for here. */
const settings = { skip: ['CMAF-ENC-001'] };
const quiet = { settings };
const deep = { settings: { ...settings, deep: 'every' as const } };

/** Changes bytes of a senc's samples. */
const senc = (by: (bytes: Uint8Array) => Uint8Array) =>
  change(`${traf}/senc`, ({ samples }) => ({ samples: by((samples as Uint8Array).slice()) }));

const bump = (at: number, by: number) => (bytes: Uint8Array) => {
  bytes[at] = (bytes[at] ?? 0) + by;
  return bytes;
};

/** Makes all of the first sample (one sub-sample, no vector) protected. */
const hideFirst = (bytes: Uint8Array): Uint8Array => {
  const size = ((bytes[2] ?? 0) << 8) + (bytes[3] ?? 0) + ((bytes[6] ?? 0) << 8) + (bytes[7] ?? 0);
  bytes.set([0, 0, 0, 0, size >> 8, size & 255], 2);
  return bytes;
};

/** The example with a protection header that names this key. */
const withKeys = (key: Uint8Array) =>
  edited(
    cencVideo(),
    append(
      'moov',
      box('pssh', {
        version: 1,
        SystemID: hex('1077efecc0b24d02ace33c1e52e2fb4b'),
        KID_count: 1,
        KIDs: [{ KID: key }],
      }),
    ),
  );

export const cmafEncMutants: MutantsOf<typeof cmafEncFacts> = {
  'CMAF-ENC-001': [
    mutant(
      'the entry is encv',
      video,
      [
        replace(`${stsd}/avc1`, () => [cencEntry]),
        // Nothing is encrypted in the fragments, and the header says so too.
        set(tenc, { default_Per_Sample_IV_Size: 0, default_isProtected: 0 }),
      ],
      { also: ['CMAF-ENC-004'] },
    ),
  ],
  'CMAF-ENC-002': [
    mutant('schm is called free', cencVideo, [rename(`${sinf}/schm`, 'free')], quiet),
    mutant('two frma', cencVideo, [duplicate(`${sinf}/frma`)], quiet),
    mutant('version 2 of the scheme', cencVideo, [set(`${sinf}/schm`, { scheme_version: 0x20000 })], quiet),
  ],
  'CMAF-ENC-003': [mutant('scheme cbc1', cencVideo, [set(`${sinf}/schm`, { scheme_type: 'cbc1' })], quiet)],
  'CMAF-ENC-004': [
    mutant('vectors of 7 bytes', cbcsVideo, [set(tenc, { default_Per_Sample_IV_Size: 7 })], {
      ...quiet,
      also: ['CMAF-ENC-008'],
    }),
    mutant('a key of zeros', cencVideo, [set(tenc, { default_KID: new Uint8Array(16) })], quiet),
    mutant('a pattern with cenc', cencVideo, [set(tenc, { version: 1, pattern: 0x19 })], quiet),
    mutant('a constant vector of 4 bytes', cbcsVideo, [set(tenc, { default_constant_IV_size: 4 })], quiet),
  ],
  'CMAF-ENC-005': [
    mutant(
      'senc counts a sample less',
      cencVideo,
      [change(`${traf}/senc`, ({ sample_count }) => ({ sample_count: Number(sample_count) - 1 }))],
      quiet,
    ),
  ],
  'CMAF-ENC-006': [
    mutant(
      'saio points a byte too far',
      cencVideo,
      [set(`${traf}/saio`, { entry_count: 1, entries: [{ offset: 1n }] })],
      quiet,
    ),
    mutant('no saiz', cbcsVideo, [remove(`${traf}/saiz`)], quiet),
    mutant('saiz tells 17 bytes', cencVideo, [set(`${traf}/saiz`, { default_sample_info_size: 17 })], quiet),
    mutant(
      'nothing tells the vectors',
      cencVideo,
      [remove(`${traf}/saiz`), remove(`${traf}/saio`), remove(`${traf}/senc`)],
      quiet,
    ),
  ],
  'CMAF-ENC-007': [
    mutant('a clear byte more than the sample has', cencVideo, [senc(bump(11, 1))], quiet),
    mutant('a clear byte less', cencVideo, [senc(bump(11, -1))], quiet),
  ],
  'CMAF-ENC-008': [
    mutant(
      'tenc says vectors of 16 bytes',
      cencVideo,
      [set(tenc, { default_Per_Sample_IV_Size: 16 })],
      quiet,
    ),
  ],
  'CMAF-ENC-009': [mutant('no byte of a sample is clear', cbcsVideo, [senc(hideFirst)], deep)],
  'CMAF-ENC-010': [
    mutant(
      'the key is another one than in pssh',
      () => withKeys(exampleKey),
      [set('moov/pssh', { KIDs: [{ KID: hex('00000000000000000000000000000001') }] })],
      quiet,
    ),
  ],
  'CMAF-ENC-011': [
    mutant(
      'a protected byte less, a clear one more',
      cencVideo,
      [senc((bytes) => bump(11, 1)(bump(15, -1)(bytes)))],
      quiet,
    ),
  ],
};
