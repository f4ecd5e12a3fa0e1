import { expect, test } from 'vitest';
import { write } from '../../media/build/write.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { readTree } from '../../media/isobmff/tree.ts';
import { audio } from '../examples/audio.ts';
import { av1, avc, hevc, nclx, pasp, vp9 } from '../examples/sample-entries.ts';
import { video } from '../examples/video.ts';
import { aacOf, pictureOf } from './codec.ts';
import { headerOf, type Trak } from './header.ts';

const trakOf = (boxes: readonly BoxNode[]): Trak => {
  const [trak] = headerOf('track', readTree(write(boxes)).boxes, [], 0).traks;
  if (trak === undefined) throw new Error('the example has no trak');
  return trak;
};

test('the picture of AVC is that of its parameter set, cropped', () => {
  const full = { profile: 100, level: 40, width: 1920, height: 1080, colour: [1, 13, 5] } as const;
  expect(pictureOf(trakOf(avc(full)))).toMatchObject({
    coding: 'avc',
    sizes: [{ width: 1920, height: 1080 }],
    profile: 100,
    level: 40,
    bitDepth: 8,
    colour: { colour_primaries: 1, transfer_characteristics: 13, matrix_coefficients: 5, full_range: false },
    aspect: { sar_width: 1, sar_height: 1 },
  });
  expect(pictureOf(trakOf(video()))).toMatchObject({ frameRate: 25, level: 11, profile: 77 });
});

test('the picture of HEVC tells tier and depth', () => {
  const picture = { profile: 2, tier: 1, level: 150, width: 3840, height: 2160, colour: [9, 16, 9] } as const;
  expect(pictureOf(trakOf(hevc(picture)))).toMatchObject({
    coding: 'hevc',
    sizes: [{ width: 3840, height: 2160 }],
    profile: 2,
    tier: 1,
    level: 150,
    bitDepth: 10,
    compatibility: 0x20000000,
    colour: { colour_primaries: 9 },
  });
});

test('without parameter sets the configuration tells what it can', () => {
  const inBand = pictureOf(trakOf(hevc({ type: 'hev1', extra: [nclx(), pasp()] })));
  expect(inBand).toMatchObject({ profile: 1, level: 60, sizes: [] });
  expect(inBand).not.toHaveProperty('colour');
});

test('AV1 and VP9', () => {
  expect(pictureOf(trakOf(av1()))).toMatchObject({ coding: 'av1', sizes: [{ width: 352, height: 288 }] });
  expect(pictureOf(trakOf(vp9()))).toMatchObject({ coding: 'vp9', profile: 0, level: 11, bitDepth: 8 });
});

test('sound has no picture, and a picture has no sound', () => {
  expect(pictureOf(trakOf(audio()))).toBeUndefined();
  expect(aacOf(trakOf(video()))).toBeUndefined();
  expect(aacOf(trakOf(audio()))).toMatchObject({ config: { audioObjectType: 2, samplingFrequency: 48000 } });
});
