import { expect, test } from 'vitest';
import type { BoxNode } from '../../media/build/node.ts';
import { concat, hex } from '../../media/bytes.ts';
import { aacFrames, audio } from '../examples/audio.ts';
import {
  avc3Video,
  avcPps,
  avcSps,
  beginning,
  hevcPictures,
  hevcVideo,
  opusPackets,
  unit,
} from '../examples/codecs.ts';
import { cencVideo } from '../examples/encrypted.ts';
import { pictures, video } from '../examples/video.ts';
import { findingsOf, judge } from '../judge.ts';
import { oneTrack } from '../mutants/mutant.ts';
import { defaultSettings, type Settings } from '../settings.ts';

const found = (
  boxes: readonly BoxNode[],
  settings: Partial<Settings> = { deep: 'every' },
): readonly string[] =>
  findingsOf(judge(oneTrack(boxes), { ...defaultSettings, ...settings, only: ['CMAF-NAL'] })).map(
    ({ rule, severity, message }) => `${rule} ${severity} ${message}`,
  );

const usual = hevcPictures();

test.for([
  [
    'a clean random access picture that begins the first fragment, with skipped pictures',
    hevcPictures(21, 9),
    usual,
  ],
  ['a clean random access picture without leading pictures', usual, hevcPictures(21, 1)],
  ['decodable leading pictures', usual, hevcPictures(19, 7)],
  ['a broken link', usual, hevcPictures(18, 1)],
] as const)('a fragment may begin with %s', ([, first, second]) => {
  expect(found(hevcVideo([{ samples: first }, { samples: second }, { samples: usual }]))).toEqual([]);
});

test('an open group of pictures is found where the skipped picture comes in a later chunk', () => {
  const samples = hevcPictures(21, 9);
  const chunks = [{ samples: usual }, { samples: samples.slice(0, 1) }, { samples: samples.slice(1) }];
  expect(found(hevcVideo(chunks))).toEqual([
    'CMAF-NAL-003 error a fragment begins with an open group of pictures: set the encoder to closed ones',
  ]);
});

test('with first samples only, nothing is said of what follows them', () => {
  const chunks = [{ samples: usual }, { samples: hevcPictures(21, 9) }, { samples: usual }];
  expect(found(hevcVideo(chunks), { deep: 'first-sample' })).toEqual([]);
});

test('parameter sets of the header that are repeated are information, others are an error where strict', () => {
  const again = beginning(unit(hex('09f0')), unit(avcSps), unit(avcPps));
  const twice = video({}, [{ samples: again }, { samples: again }]);
  expect(found(twice)).toEqual(['CMAF-NAL-005 info SPS of the header is repeated in the samples']);
  const other = beginning(unit(avcSps.map((byte, i) => (i === 3 ? 12 : byte))));
  const strict = found(video({}, [{ samples: other }]), { deep: 'every', strict: true });
  expect(strict.map((line) => line.slice(0, 18))).toEqual(['CMAF-NAL-005 error']);
});

test('parameter sets in the samples may be in the header as well', () => {
  const bare = [pictures(), pictures(), pictures()];
  expect(found(avc3Video(bare))).not.toEqual([]);
  expect(found(avc3Video())).toEqual([]);
});

test('a start code is named, so that somebody knows what to do', () => {
  const samples = pictures().map((sample) => ({
    ...sample,
    bytes: concat(hex('00000001'), sample.bytes.subarray(4)),
  }));
  expect(found(video({}, [{ samples }]))[0]).toMatch(/start code.*Annex B/);
});

test('a raw AAC frame, and layers of MPEG-1 audio, are no ADTS', () => {
  const samples = aacFrames().map((sample) => ({
    ...sample,
    bytes: sample.bytes.map((byte, i) => (i === 0 ? 0xff : i === 1 ? 0xfb : byte)),
  }));
  expect(found(audio({}, [{ samples }]))).toEqual([]);
});

test.for([
  ['two frames in an even number of bytes', '79010203'],
  ['more than 120 ms', '1f03010203'],
  ['a count that is missing', '7b'],
])('an Opus packet cannot have %s', ([, packet = '']) => {
  expect(found(opusPackets(hex(packet)))).toEqual(['CMAF-NAL-012 warning a sample is no Opus packet']);
});

test('of an encrypted track nothing is said', () => {
  expect(found(cencVideo())).toEqual([]);
});
