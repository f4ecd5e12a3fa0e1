/** Headers and fragments that are not those of their track, made of those by one small change. */
import { box, group, writeBox } from '../build/node.ts';
import { write } from '../build/write.ts';
import { ascii, concat, join, viewOf } from '../bytes.ts';
import { eventMessage } from '../events/event-boxes.ts';
import { spliceInsert } from '../events/encode-splice-info.ts';
import { child, decodeAs } from '../isobmff/box.ts';
import { packLanguage } from '../isobmff/language.ts';
import { readTree } from '../isobmff/tree.ts';
import { otherEntry } from './other-codec.ts';
import { fragmentOf, sourceTrack } from './presentation.ts';
import { boxAt, oversized, respliced, withWord } from './splice.ts';
import type { FragmentForm, HeaderForm, SourceTrack } from './test-track.ts';

/** `mfra` with nothing in it, which ends an ingest session (DI-CMAF-GP-06a). */
export const emptyMfra: Uint8Array = write([group('mfra')]);

/** How far a track_ID that the other side does not know is from the one that it does. */
const elsewhere = 100;

const entryPath = 'moov/trak/mdia/minf/stbl/stsd';

/** The bytes of a header up to its moov, and of its moov. */
const parts = (header: Uint8Array): readonly [ftyp: Uint8Array, moov: Uint8Array] => {
  const at = boxAt(header, 'moov')?.at ?? header.length;
  return [header.subarray(0, at), header.subarray(at)];
};

/** The header with brands that say nothing of its codec. */
const withoutProfile = (header: Uint8Array): Uint8Array => {
  const ftyp = boxAt(header, 'ftyp');
  const plain = box('ftyp', { major_brand: 'cmfc', compatible_brands: ['cmfc', 'iso6'] });
  return ftyp === undefined ? header : respliced(header, ftyp, writeBox(plain));
};

/** Swedish instead of what the header says, or French where it says Swedish. */
const inOtherLanguage = (header: Uint8Array): Uint8Array => {
  const mdhd = boxAt(header, 'moov/trak/mdia/mdhd');
  if (mdhd === undefined) return header;
  const read = decodeAs(mdhd, 'mdhd');
  const [code, tag] = read.value.language === packLanguage('swe') ? ['fra', 'fr'] : ['swe', 'sv'];
  const changed = header.slice();
  viewOf(changed).setUint16(read.at['language'] ?? 0, packLanguage(code));
  const elng = boxAt(changed, 'moov/trak/mdia/elng');
  return elng === undefined
    ? changed
    : respliced(changed, elng, writeBox(box('elng', { extended_language: tag })));
};

const ofOtherCodec = (track: SourceTrack): Uint8Array => {
  const entry = boxAt(track.header, entryPath)?.children[0];
  const other = entry === undefined ? undefined : otherEntry(track, entry);
  if (entry === undefined || other === undefined) {
    return sourceTrack(entry?.type === 'stpp' ? 'webvtt' : 'ttml').header;
  }
  return withoutProfile(respliced(track.header, entry, other));
};

const ofOtherTrack = (header: Uint8Array): Uint8Array => {
  const tkhd = boxAt(header, 'moov/trak/tkhd');
  const trex = boxAt(header, 'moov/mvex/trex');
  const mvhd = boxAt(header, 'moov/mvhd');
  if (tkhd === undefined || trex === undefined || mvhd === undefined) return header;
  const read = decodeAs(tkhd, 'tkhd');
  const id = read.value.track_ID + elsewhere;
  const named = withWord(header, read.at['track_ID'], id);
  const extended = withWord(named, decodeAs(trex, 'trex').at['track_ID'], id);
  return withWord(extended, decodeAs(mvhd, 'mvhd').at['next_track_ID'], id + 1);
};

const ofUnknownCodec = (header: Uint8Array): Uint8Array => {
  const entry = boxAt(header, entryPath)?.children[0];
  if (entry === undefined) return header;
  const changed = header.slice();
  changed.set(ascii('zzzz'), entry.at + 4);
  return withoutProfile(changed);
};

/** A header of a track, or what stands for one. */
export const headerBytes = (track: SourceTrack, form: HeaderForm): Uint8Array => {
  const { header } = track;
  const [ftyp, moov] = parts(header);
  switch (form) {
    case 'plain':
      return header;
    case 'other-language':
      return inOtherLanguage(header);
    case 'other-codec':
      return ofOtherCodec(track);
    case 'other-track':
      return ofOtherTrack(header);
    case 'unknown-codec':
      return ofUnknownCodec(header);
    case 'without-moov':
      return ftyp;
    case 'moov-first':
      return concat(moov, ftyp);
    case 'broken-moov': {
      const trak = boxAt(header, 'moov/trak');
      return trak === undefined ? header : oversized(header, trak, 1000);
    }
    case 'cut-off':
      return header.subarray(0, Math.floor(header.length / 2));
  }
};

/** styp of a CMAF segment (ISO/IEC 23000-19, 7.3.3.1). */
const styp = write([box('styp', { major_brand: 'cmfs', compatible_brands: ['cmfs', 'cmff'] })]);

/** An event message of a break as long as the fragment, beside the media (ISO/IEC 23000-19, 7.4.5). */
const eventBeside = (track: SourceTrack, number: number): Uint8Array =>
  eventMessage({
    version: 1,
    scheme_id_uri: 'urn:scte:scte35:2013:bin',
    value: '1001',
    timescale: track.timescale,
    presentation_time: BigInt(number) * BigInt(track.fragmentDuration),
    event_duration: track.fragmentDuration,
    id: number >>> 0,
    message_data: spliceInsert({
      eventId: number >>> 0,
      out: true,
      duration90k: Math.round((track.fragmentDuration * 90_000) / track.timescale),
    }),
  });

const withoutTime = (chunk: Uint8Array): Uint8Array => {
  const tfdt = boxAt(chunk, 'moof/traf/tfdt');
  return tfdt === undefined ? chunk : respliced(chunk, tfdt, new Uint8Array(0));
};

const ofForeignTrack = (chunk: Uint8Array): Uint8Array => {
  const tfhd = boxAt(chunk, 'moof/traf/tfhd');
  if (tfhd === undefined) return chunk;
  const { value, at } = decodeAs(tfhd, 'tfhd');
  return withWord(chunk, at['track_ID'], value.track_ID + elsewhere);
};

/** A chunk whose mdat is half as long as its samples. */
const withHalfTheSamples = (chunk: Uint8Array): Uint8Array => {
  const mdat = boxAt(chunk, 'mdat');
  if (mdat === undefined) return chunk;
  const half = mdat.size - Math.ceil((mdat.size - mdat.header) / 2);
  return withWord(chunk.subarray(0, mdat.at + half), mdat.at, half);
};

const broken = (chunk: Uint8Array): Uint8Array => {
  const traf = child(
    readTree(chunk).boxes.find(({ type }) => type === 'moof'),
    'traf',
  );
  return traf === undefined ? chunk : oversized(chunk, traf, 1000);
};

/** A fragment of a track, or what stands for one. Chunks that are not changed follow as they are. */
export const fragmentBytes = (track: SourceTrack, number: number, form: FragmentForm): Uint8Array => {
  const chunks = track.chunks(number);
  const [first = new Uint8Array(0), ...others] = chunks;
  switch (form) {
    case 'plain':
      return fragmentOf(track, number);
    case 'with-styp':
      return join([styp, ...chunks]);
    case 'with-emsg':
      return join([eventBeside(track, number), ...chunks]);
    case 'without-tfdt':
      return join(chunks.map(withoutTime));
    case 'foreign-track':
      return join(chunks.map(ofForeignTrack));
    case 'cut-off': {
      const whole = join(chunks);
      return whole.subarray(0, Math.floor(whole.length / 2));
    }
    case 'moof-alone':
      return first.subarray(0, boxAt(first, 'mdat')?.at ?? first.length);
    case 'overlong-sample':
      return join([...chunks.slice(0, -1), withHalfTheSamples(chunks.at(-1) ?? first)]);
    case 'broken-moof':
      return join([broken(first), ...others]);
  }
};
