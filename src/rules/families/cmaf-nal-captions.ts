import { childrenOf, decodeAs, find } from '../../media/isobmff/box.ts';
import { seiPayloads } from '../../media/codec/sei.ts';
import { has, hex } from '../../media/bytes.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Trak } from '../model/header.ts';
import type { ChunkSamples, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import { codingOf, eachNal, hasNals, type NalCodec } from './cmaf-nal-coding.ts';

/** Types of NAL units with supplemental information. */
const messages: Readonly<Record<NalCodec, readonly number[]>> = { avc: [6], hevc: [39, 40], vvc: [23, 24] };

/** What registered user data begins with where it holds captions: country, provider, `GA94`, type 3 (ATSC A/53, 6.2.3). */
const captionHead = hex('b5 0031 47413934 03');

/** Whether a header says that captions are carried in the pictures: by the brand, or by a kind. */
const isAnnounced = (trak: Trak): boolean =>
  trak.header.brands.has('ccea') ||
  childrenOf(find(trak.box, 'udta'), 'kind').some((kind) =>
    /cea-[67]08/i.test(decodeAs(kind, 'kind').value.schemeURI),
  );

const hasCaptions = (codec: NalCodec, nal: Uint8Array): boolean =>
  seiPayloads(nal, codec === 'avc' ? 1 : 2).payloads.some(
    ({ payloadType, bytes }) => payloadType === 4 && has(bytes, 0, captionHead),
  );

const missingCaptions = (): ((
  subject: { readonly chunk: Chunk; readonly samples: ChunkSamples },
  track: Track,
) => Broken | undefined) => {
  /** Ticks since captions were seen. */
  let since = 0;
  return ({ chunk, samples }, track) => {
    const { trak } = track;
    const coding = codingOf(chunk, track);
    // Looking at the first sample of each fragment alone cannot tell that the others have none.
    if (trak === undefined || coding === undefined || !samples.every || trak.timescale === 0)
      return undefined;
    let wrong: Broken | undefined;
    for (let i = 0; i < samples.count; i++) {
      let found = false;
      eachNal(samples.bytes(i), coding, (type, nal) => {
        if (!found && messages[coding.codec].includes(type)) found = hasCaptions(coding.codec, nal);
      });
      since = found ? 0 : since + samples.duration(i);
      if (since <= trak.timescale) continue;
      since = 0;
      wrong ??= {
        says: 'captions are announced, and a second of pictures carries none',
        offset: samples.offset(i),
        expected: 'caption data (GA94) in SEI messages within each second',
        actual: `none up to sample ${String(i + 1)}`,
      };
    }
    return wrong;
  };
};

/** Captions in pictures (ISO/IEC 23000-19, 11.5; ATSC A/53). */
export const cmafNalCaptionRules = {
  'CMAF-NAL-008': rule('samples', {
    says: 'Captions that are announced travel in SEI messages of the video track.',
    decides: ['DI-TT-07'],
    applies: (track) => hasNals(track) && track.trak !== undefined && isAnnounced(track.trak),
    unless: ['CMAF-NAL-001'],
    start: missingCaptions,
  }),
};
