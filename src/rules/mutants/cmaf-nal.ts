import type { BoxNode } from '../../media/build/node.ts';
import type { cmafNalFacts } from '../facts/cmaf-nal.ts';
import { concat, hex } from '../../media/bytes.ts';
import { emptyEventMessage } from '../../media/events/event-boxes.ts';
import { write } from '../../media/build/write.ts';
import type { Input } from '../input.ts';
import { eventTrack, spliceEvent } from '../examples/metadata.ts';
import { audio, aacFrames } from '../examples/audio.ts';
import {
  ac3Frames,
  av1Samples,
  av1Units,
  av1Video,
  avc3Video,
  avcPps,
  avcSps,
  beginning,
  captionedSamples,
  captionedVideo,
  hevcPictures,
  hevcVideo,
  opusPackets,
  unit,
} from '../examples/codecs.ts';
import type { SamplePlan } from '../../media/tracks/track-plan.ts';
import { picture, pictures, video } from '../examples/video.ts';
import { broken, oneTrack, type MutantsOf } from './mutant.ts';
import type { RuleId } from '../facts/index.ts';

/** A broken track beside a conforming one, judged with every access unit or only with the first of each fragment. */
const access = (
  what: string,
  twin: () => readonly BoxNode[],
  track: () => readonly BoxNode[],
  { deep = 'every', also = [] }: { deep?: 'every' | 'first-sample'; also?: readonly RuleId[] } = {},
) =>
  broken(
    what,
    () => oneTrack(twin()),
    () => oneTrack(track()),
    { settings: { deep }, also },
  );

/** The example with another second fragment. */
const second = (samples: readonly SamplePlan[]): readonly BoxNode[] =>
  video({}, [{ samples: pictures() }, { samples }, { samples: pictures() }]);

/** The pictures of a fragment, one of them changed. */
const but = (index: number, by: (sample: SamplePlan) => SamplePlan): readonly SamplePlan[] =>
  pictures().map((sample, i) => (i === index ? by(sample) : sample));

const startCode = (sample: SamplePlan): SamplePlan => ({
  ...sample,
  bytes: concat(hex('00000001'), sample.bytes.subarray(4)),
});

/** A parameter set of another level. */
const otherSps = (by: number): Uint8Array => avcSps.map((byte, i) => (i === 3 ? byte + by : byte));

const withoutCaptions = (sample: SamplePlan): SamplePlan => ({
  ...sample,
  bytes: sample.bytes.map((byte, i) => (i === 13 ? byte ^ 1 : byte)),
});

const captions = (): readonly BoxNode[] => captionedVideo();

/** The example with events: a splice when it begins, and another after two samples, the second of so many milliseconds. */
const withEvents = (duration: number): Input => {
  const chunks = [
    { samples: [{ bytes: spliceEvent(0n, 1), duration: 2000 }] },
    { samples: [{ bytes: emptyEventMessage(), duration }] },
    { samples: [{ bytes: spliceEvent(BigInt(2000 + duration), 2), duration: 2000 }] },
  ];
  return {
    tracks: [
      { name: 'video', objects: [{ name: 'video.cmfv', bytes: write(video()) }] },
      { name: 'events', objects: [{ name: 'events.cmfm', bytes: write(eventTrack({}, chunks)) }] },
    ],
    presentation: true,
  };
};

export const cmafNalMutants: MutantsOf<typeof cmafNalFacts> = {
  'CMAF-NAL-001': [
    access('a start code instead of a length', video, () => second(but(0, startCode))),
    access('a start code, with only first samples read', video, () => second(but(0, startCode)), {
      deep: 'first-sample',
    }),
    access('a length of zero at the end', video, () =>
      second(but(3, (sample) => ({ ...sample, bytes: concat(sample.bytes, new Uint8Array(4)) }))),
    ),
    access('the forbidden bit', video, () =>
      second(
        but(3, (sample) => ({
          ...sample,
          bytes: sample.bytes.map((byte, i) => (i === 4 ? byte | 128 : byte)),
        })),
      ),
    ),
  ],
  'CMAF-NAL-002': [
    access('a P picture flagged as sync', video, () =>
      second(but(0, (sample) => ({ ...sample, bytes: picture(false, 56) }))),
    ),
    access('an IDR picture not flagged as sync', video, () =>
      second(but(20, (sample) => ({ ...sample, bytes: picture(true) }))),
    ),
  ],
  'CMAF-NAL-003': [
    access(
      'an open group of pictures in the second fragment',
      () => hevcVideo(),
      () =>
        hevcVideo([
          { samples: hevcPictures() },
          { samples: hevcPictures(21, 9) },
          { samples: hevcPictures() },
        ]),
    ),
    access(
      'an AV1 fragment that begins with no key frame',
      () => av1Video(),
      () => av1Video(av1Samples(concat(av1Units.sequence, av1Units.frame(false)))),
    ),
  ],
  'CMAF-NAL-004': [
    access(
      'no PPS in one fragment',
      () => avc3Video(),
      () =>
        avc3Video([
          beginning(unit(avcSps), unit(avcPps)),
          beginning(unit(avcSps)),
          beginning(unit(avcSps), unit(avcPps)),
        ]),
    ),
  ],
  'CMAF-NAL-005': [
    access('an SPS of another level', video, () => second(beginning(unit(otherSps(1))))),
    access('the SPS and PPS of the header once more', video, () =>
      second(beginning(unit(avcSps), unit(avcPps))),
    ),
  ],
  'CMAF-NAL-006': [
    access(
      'another SPS in the middle of a fragment',
      () => avc3Video(),
      () => {
        const usual = beginning(unit(avcSps), unit(avcPps));
        const changed = usual.map((sample, i) =>
          i === 20 ? { ...sample, bytes: concat(unit(otherSps(-1)), sample.bytes) } : sample,
        );
        return avc3Video([usual, changed, usual]);
      },
    ),
    access(
      'an SPS of a higher level than avcC',
      () => avc3Video(),
      () => {
        const usual = beginning(unit(avcSps), unit(avcPps));
        return avc3Video([usual, beginning(unit(otherSps(20)), unit(avcPps)), usual]);
      },
    ),
  ],
  'CMAF-NAL-007': [
    access('two pictures in one sample', video, () =>
      second(but(5, (sample) => ({ ...sample, bytes: concat(sample.bytes, sample.bytes) }))),
    ),
    access('a delimiter behind the picture', video, () =>
      second(but(5, (sample) => ({ ...sample, bytes: concat(sample.bytes, unit(hex('09f0'))) }))),
    ),
  ],
  'CMAF-NAL-008': [
    access('GA94 is called GA95', captions, () => captionedVideo(captionedSamples().map(withoutCaptions))),
  ],
  'CMAF-NAL-009': [
    access(
      'a temporal delimiter',
      () => av1Video(),
      () => av1Video(av1Samples(concat(hex('1200'), av1Units.sequence, av1Units.frame(true)))),
    ),
    access(
      'a sync sample without sequence header',
      () => av1Video(),
      () => av1Video(av1Samples(av1Units.frame(true))),
    ),
    access(
      'an OBU longer than its sample',
      () => av1Video(),
      () => av1Video(av1Samples(concat(av1Units.sequence, av1Units.frame(true).subarray(0, 6)))),
    ),
  ],
  'CMAF-NAL-010': [
    access('an ADTS header on every frame', audio, () => {
      const samples = aacFrames().map((sample) => {
        const length = sample.bytes.length + 7;
        const header = Uint8Array.of(
          0xff,
          0xf1,
          0x4c,
          0x80 | (length >> 11),
          (length >> 3) & 255,
          ((length & 7) << 5) | 31,
          0xfc,
        );
        return { ...sample, bytes: concat(header, sample.bytes) };
      });
      return audio({}, [{ samples }, { samples }, { samples }]);
    }),
  ],
  'CMAF-NAL-011': [
    access(
      'another syncword',
      () => ac3Frames(),
      () => ac3Frames(hex('0b766bf108402f842b41c77aaf5e1be7')),
    ),
    access(
      'the syncword in the wrong byte order',
      () => ac3Frames(),
      () => ac3Frames(hex('770b6bf108402f842b41c77aaf5e1be7')),
      { deep: 'first-sample' },
    ),
  ],
  'CMAF-NAL-012': [
    access(
      'an Opus packet of no frame',
      () => opusPackets(),
      () => opusPackets(hex('7b007bc61176f475')),
    ),
  ],
  'CMAF-NAL-013': [
    access('fifty pictures a second instead of 25', video, () => {
      const samples = pictures(100).map((sample) => ({ ...sample, duration: 256 }));
      return video({}, [{ samples }, { samples }, { samples }]);
    }),
  ],
  'CMAF-NAL-014': [
    broken(
      'a splice half a second behind the fragment',
      () => withEvents(2000),
      () => withEvents(2500),
    ),
  ],
};
