import type { BitReader } from './bits.ts';

/** Skips `count` elements, each a flag for a pair and a tag; gives how many channels they have. */
const readElements = (bits: BitReader, count: number): number => {
  let channels = 0;
  for (let i = 0; i < count; i++) {
    channels += bits.flag() ? 2 : 1;
    bits.skip(4);
  }
  return channels;
};

/**
 * How many channels a program_config_element describes (ISO/IEC 14496-3, 4.4.1.1); coupling channels are none. The
 * reader stands behind the element then, or is exhausted.
 */
export const readProgramChannels = (bits: BitReader): number => {
  bits.skip(4 + 2 + 4); // element_instance_tag, object_type, sampling_frequency_index
  const [front, side, back] = [bits.u(4), bits.u(4), bits.u(4)];
  const lfe = bits.u(2);
  const data = bits.u(3);
  const coupling = bits.u(4);
  if (bits.flag()) bits.skip(4); // mono_mixdown_element_number
  if (bits.flag()) bits.skip(4); // stereo_mixdown_element_number
  if (bits.flag()) bits.skip(3); // matrix_mixdown_idx, pseudo_surround_enable
  const channels = readElements(bits, front + side + back) + lfe;
  bits.skip(4 * lfe + 4 * data + 5 * coupling);
  bits.align();
  bits.skip(bits.u(8) * 8); // comment_field_data
  return channels;
};
