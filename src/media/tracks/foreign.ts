/** Bodies that are no CMAF, the same bytes each time. */
import { box, group, rawBox } from '../build/node.ts';
import { write } from '../build/write.ts';
import { ascii, concat, hex, join, viewOf } from '../bytes.ts';
import { crcMpeg2 } from '../crc.ts';
import { idrPicture } from './avc-pictures.ts';
import { sourceTrack } from './presentation.ts';
import { boxAt, oversized } from './splice.ts';
import type { ForeignBody } from './test-track.ts';

/** Bytes that follow no pattern: a linear congruential generator of 32 bits. */
const noise = (length: number): Uint8Array => {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
};

/** A grey picture of 8 by 8 samples. */
const jpeg = hex(
  'ffd8ffe000104a46494600010200000100010000ffdb004300083e3e493e49555555555555645d646868686464646468686870707083' +
    '8383707070686870707c7c83838f938f8787838793939b9b9bbabab2b2d9d9e0ffffffffc4004a0001000000000000000000000000' +
    '00000000010100000000000000000000000000000000100100000000000000000000000000000000110100000000000000000000000' +
    '000000000ffc00011080008000803011200021200031200ffda000c03010002110311003f00000fffd9',
);

/** An MP4 file of one picture, described by the tables of its moov instead of fragments. */
const progressive = (): Uint8Array => {
  const picture = idrPicture(160, 90, 0);
  const ftyp = box('ftyp', { major_brand: 'isom', minor_version: 512, compatible_brands: ['isom', 'avc1'] });
  const entry = boxAt(sourceTrack('video').header, 'moov/trak/mdia/minf/stbl/stsd/avc1');
  const moov = (offset: number) =>
    group(
      'moov',
      box('mvhd', { timescale: 1000, duration: 40n, rate: 0x10000, volume: 0x100, next_track_ID: 2 }),
      group(
        'trak',
        box('tkhd', { flags: 7, track_ID: 1, duration: 40n, width: 160 * 0x10000, height: 90 * 0x10000 }),
        group(
          'mdia',
          box('mdhd', { timescale: 12800, duration: 512n, language: 0x55c4 }),
          box('hdlr', { handler_type: 'vide', name: 'video' }),
          group(
            'minf',
            box('vmhd', { flags: 1 }),
            group('dinf', box('dref', { entry_count: 1 }, box('url ', { flags: 1 }))),
            group(
              'stbl',
              box(
                'stsd',
                { entry_count: 1 },
                entry === undefined
                  ? undefined
                  : rawBox('avc1', sourceTrack('video').header.subarray(entry.at + 8, entry.at + entry.size)),
              ),
              box('stts', { entry_count: 1, entries: [{ sample_count: 1, sample_delta: 512 }] }),
              box('stsc', {
                entry_count: 1,
                entries: [{ first_chunk: 1, samples_per_chunk: 1, description_index: 1 }],
              }),
              box('stsz', { sample_count: 1, entries: [{ entry_size: picture.length }] }),
              box('stco', { entry_count: 1, entries: [{ chunk_offset: offset }] }),
            ),
          ),
        ),
      ),
    );
  const offset = write([ftyp, moov(0)]).length + 8;
  return write([ftyp, moov(offset), rawBox('mdat', picture)]);
};

/** Packets of a transport stream: a program association section, then null packets (ISO/IEC 13818-1, 2.4). */
const transportStream = (): Uint8Array => {
  const section = hex('00b00d 0001 c1 00 00 0001 e100');
  const crc = new Uint8Array(4);
  viewOf(crc).setUint32(0, crcMpeg2(section));
  const packet = (head: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(188).fill(0xff);
    bytes.set(head);
    return bytes;
  };
  const association = packet(concat(hex('47400010 00'), section, crc));
  const empty = Array.from({ length: 19 }, (_, i) =>
    packet(Uint8Array.of(0x47, 0x1f, 0xff, 0x10 | (i % 16))),
  );
  return join([association, ...empty]);
};

const u32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value);
  return bytes;
};

/** Boxes one inside the other: a moov and traks. */
const nested = (depth: number): Uint8Array =>
  join(
    Array.from({ length: depth }, (_, i) => concat(u32((depth - i) * 8), ascii(i === 0 ? 'moov' : 'trak'))),
  );

const endlessTable = (): Uint8Array =>
  write([
    group(
      'moof',
      box('mfhd', { sequence_number: 1 }),
      group(
        'traf',
        box('tfhd', { flags: 0x20000, track_ID: 1 }),
        box('tfdt', { version: 1 }),
        box('trun', { flags: 0x701, sample_count: 4_000_000_000, data_offset: 116 }),
      ),
    ),
    rawBox('mdat', noise(1000)),
  ]);

const toTheEnd = (): Uint8Array => {
  const { header } = sourceTrack('video');
  const moov = boxAt(header, 'moov');
  return moov === undefined ? header : oversized(header, moov, -moov.size);
};

const bodies: Readonly<Record<ForeignBody, () => Uint8Array>> = {
  text: () => ascii('This is plain text, and no media at all.\r\n'.repeat(25)),
  noise: () => noise(4096),
  jpeg: () => jpeg,
  'progressive-mp4': progressive,
  'transport-stream': transportStream,
  form: () => ascii('user=encoder&track=video&state=started&comment=this+is+no+media'),
  'box-of-4-gib': () => concat(u32(0xffffffff), ascii('moov'), noise(1000)),
  'box-of-2-to-the-63': () => concat(u32(1), ascii('moof'), u32(0x80000000), u32(0), noise(1000)),
  'box-of-3-bytes': () => concat(u32(3), ascii('moov'), noise(1000)),
  'box-to-the-end': toTheEnd,
  nested: () => nested(1000),
  'endless-table': endlessTable,
  'zero-bytes': () => new Uint8Array(2 ** 16),
};

/** A body that is no CMAF; none is larger than 64 KiB. */
export const foreignBytes = (body: ForeignBody): Uint8Array => bodies[body]();
