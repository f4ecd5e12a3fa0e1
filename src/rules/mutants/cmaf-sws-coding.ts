import { append } from '../../media/build/edit.ts';
import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { ascii, concat } from '../../media/bytes.ts';
import { audio } from '../examples/audio.ts';
import { avc3Video } from '../examples/codecs.ts';
import { cbcsVideo, cencVideo } from '../examples/encrypted.ts';
import { hevc, nclx } from '../examples/sample-entries.ts';
import { bitrate } from '../../media/tracks/track-plan.ts';
import { avcConfig, video, visualFields } from '../examples/video.ts';
import { audioLadder, ladder, switchingSet, withRate } from '../examples/together.ts';
import { broken, type Mutant } from './mutant.ts';

const pair = (...tracks: readonly (() => readonly BoxNode[])[]) => switchingSet(tracks);

const hevcPair = (second: () => readonly BoxNode[]) =>
  pair(() => withRate(hevc({ brand: 'iso8', extra: [nclx()] }), 'hvc1', 50_000), second);

/** `avc3` of a size and level, whose parameter sets are in the samples. */
const inBand = (width: number, height: number, level: number) => (): readonly BoxNode[] => {
  const config = concat(avcConfig.subarray(0, 3), Uint8Array.of(level, 0xff, 0xe0, 0));
  return video({
    width,
    height,
    entry: box('avc3', visualFields(width, height), rawBox('avcC', config), bitrate()),
  });
};

export const cmafSwsCodingMutants = {
  'CMAF-SWS-013': [
    broken(
      'avc3 beside avc1',
      switchingSet(ladder),
      switchingSet([...ladder.slice(0, 2), () => avc3Video()]),
    ),
  ],
  'CMAF-SWS-014': [
    broken(
      'other user data',
      switchingSet(ladder),
      switchingSet(ladder, append('moov', box('udta', {}, rawBox('name', ascii('another'))))),
    ),
  ],
  'CMAF-SWS-015': [
    broken(
      'two profiles of AAC',
      switchingSet(audioLadder),
      switchingSet([...audioLadder.slice(0, 2), () => audio({ brands: ['cmfc', 'iso6', 'caaa'] })]),
    ),
  ],
  'CMAF-SWS-019': [
    broken(
      'another colr',
      hevcPair(() => hevc({ brand: 'iso8', extra: [nclx()] })),
      hevcPair(() => hevc({ brand: 'iso8', extra: [nclx([9, 16, 9])], colour: [9, 16, 9] })),
      { settings: { skip: ['CMAF-PROF-015'] } },
    ),
  ],
  'CMAF-SWS-020': [
    broken(
      'cbcs beside cenc',
      pair(cencVideo, () => withRate(cencVideo(), 'encv', 50_000)),
      pair(cencVideo, cbcsVideo),
      { settings: { skip: ['CMAF-ENC-001'] } },
    ),
  ],
  'CMAF-SWS-021': [
    broken(
      'the smaller picture has the higher level',
      pair(inBand(320, 180, 13), inBand(160, 90, 11)),
      pair(inBand(320, 180, 11), inBand(160, 90, 13)),
    ),
  ],
  'CMAF-SWS-022': [
    broken(
      'the same rendition twice',
      switchingSet(ladder),
      switchingSet([...ladder.slice(0, 2), ...ladder.slice(1, 2)]),
    ),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]]>;
