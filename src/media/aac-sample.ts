import { concat } from './bytes.ts';
import { stamp } from './stamp.ts';
import type { Sample } from './sample.ts';

const sampleRate = 44_100;
const samplesPerFrame = 1024;

/** The stamp in a fill element, whose count of bytes may reach 269 (ISO/IEC 14496-3, 4.4.2.7). */
const stampLength = 259;

/**
 * The beginning of a raw_data_block (ISO/IEC 14496-3, table 4.3): a silent single_channel_element of 29 bits, then a
 * fill_element of 15 bits and its extension_type, which leaves the stamp on a byte boundary.
 */
const beginning = (() => {
  const fillCount = stampLength + 1;
  const bits = [
    '000' + '0000', // id_syn_ele SCE, element_instance_tag
    '00000000', // global_gain
    '0' + '00' + '0', // ics_reserved_bit, window_sequence ONLY_LONG, window_shape
    '000000' + '0', // max_sfb: no band, so neither section, scale factor nor spectral data; no predictor
    '0' + '0' + '0', // no pulse data, no TNS, no gain control
    '110' + '1111', // id_syn_ele FIL, count 15, so esc_count follows
    (fillCount - 15 + 1).toString(2).padStart(8, '0'), // esc_count
    '0000', // extension_type EXT_FILL: any bits may follow
  ].join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
})();

/** The last four bits of the fill element, id_syn_ele END, and the alignment. */
const ending = Uint8Array.of(0b0000_111_0);

/** A raw_data_block of one silent channel, 266 bytes; the stamp in it tells which of a stream it is. */
export const silentBlock = (index: number): Uint8Array =>
  concat(beginning, stamp(index, stampLength), ending);

const frameLength = 7 + beginning.length + stampLength + ending.length;

/** adts_fixed_header and adts_variable_header (ISO/IEC 14496-3, tables 1.A.6 and 1.A.7). */
const adtsHeader = Uint8Array.of(
  0xff, // syncword
  0xf1, // syncword, MPEG-4, layer 0, no CRC
  0b01_0100_0_0, // AAC-LC, 44.1 kHz, private bit, channel configuration 1: one bit
  0b01_0000_00 + (frameLength >> 11), // and two bits; original, home, copyright bits; length: two bits
  (frameLength >> 3) & 0xff, // eight bits
  ((frameLength & 7) << 5) + 0x1f, // three bits; buffer fullness 0x7FF: variable rate
  0xfc, // one raw data block
);

/** ADTS frames of silent AAC-LC, 44.1 kHz, one channel, 273 bytes each. */
export const aacSample: Sample = {
  contentType: 'audio/aac',
  header: new Uint8Array(0),
  frameMilliseconds: (samplesPerFrame / sampleRate) * 1000,
  frame: (index) => concat(adtsHeader, silentBlock(index)),
};
