import { box, rawBox, writeBox, type BoxNode } from '../build/node.ts';
import { hex } from '../bytes.ts';
import { schemeList } from '../events/event-boxes.ts';
import { decodeAs, type Box } from '../isobmff/box.ts';
import type { SourceTrack } from './test-track.ts';
import { bitrate } from './track-plan.ts';

/** A VP9 sample entry of profile 0, level 1.1 and 8 bits, for the picture of another sample entry. */
const vp9 = (entry: Box): BoxNode => {
  const { width, height } = decodeAs(entry, 'avc1').value;
  return box(
    'vp09',
    {
      data_reference_index: 1,
      width,
      height,
      horizresolution: 0x480000,
      vertresolution: 0x480000,
      frame_count: 1,
      depth: 0x18,
      pre_defined3: -1,
    },
    rawBox('vpcC', hex('01000000 00 0b 82 02 02 02 0000')),
    bitrate(),
  );
};

/** An Opus sample entry of one channel. */
const opus = box(
  'Opus',
  { data_reference_index: 1, channelcount: 1, samplesize: 16, samplerate: 48000 * 0x10000 },
  rawBox('dOps', hex('000101380000bb80000000')),
  bitrate(),
);

/** Event message instances, for a track of event messages. */
const instances = box(
  'evte',
  { data_reference_index: 1 },
  rawBox('silb', schemeList([{ scheme_id_uri: 'urn:scte:scte35:2013:bin' }]).subarray(8)),
  bitrate(),
);

/** The bytes of a sample entry of the same kind of media with another codec; undefined for text, which has none. */
export const otherEntry = ({ kind }: SourceTrack, entry: Box): Uint8Array | undefined => {
  switch (kind) {
    case 'video':
      return writeBox(vp9(entry));
    case 'audio':
      return writeBox(opus);
    case 'metadata':
      return writeBox(instances);
    case 'text':
      return undefined;
  }
};
