import { change, duplicate, insertAfter, remove, rename, set } from '../../media/build/edit.ts';
import { hex } from '../../media/bytes.ts';
import { avcRecord, hevcRecord } from '../examples/parameter-sets.ts';
import { av1, avc, dolbyVision, hevc, nclx, pasp, vp9, vvc } from '../examples/sample-entries.ts';
import { video } from '../examples/video.ts';
import { lengthen, payload, poke, shorten, stsd } from './cmaf-se-payload.ts';
import { mutant } from './mutant.ts';

const main = { profile: 77, level: 11, width: 160, height: 90 };
const withColour = () => avc({}, 'cfsd', [nclx(), pasp()]);
const hdr = { profile: 2, level: 150, width: 3840, height: 2160, colour: [9, 16, 9], brand: 'chd1' } as const;
const hybridLog = () =>
  hevc({ ...hdr, colour: [9, 14, 9], brand: 'clg1', extra: [nclx([9, 18, 9]), pasp()] });
const inBand = () => hevc({ type: 'hev1', extra: [nclx(), pasp()] });
const anamorphic = () => avc({}, 'cfsd', [pasp(4, 3)]);
const wide = set('moov/trak/tkhd', { width: 213 * 0x10000 });
const widened = () => wide(anamorphic());
const profile5 = () => hevc({ type: 'dvh1', brand: 'dv58', extra: [dolbyVision()] });
const profile8 = () => hevc({ ...hdr, extra: [dolbyVision(8)] });
const strict = { settings: { strict: true } };

/** Sample entries of pictures. */
export const cmafSeVideoMutants = {
  'CMAF-SE-004': [
    mutant('two frames in a sample', video, [set(`${stsd}/avc1`, { frame_count: 2 })]),
    mutant('a resolution of 0', video, [set(`${stsd}/avc1`, { horizresolution: 0 })]),
    mutant('a picture without width', video, [set(`${stsd}/avc1`, { width: 0 })]),
    mutant('a compressor name of 32 bytes', video, [
      set(`${stsd}/avc1`, { compressorname: new Uint8Array(32).fill(32) }),
    ]),
    mutant('a depth of 8', video, [set(`${stsd}/avc1`, { depth: 8 })]),
    mutant('a colour table', video, [set(`${stsd}/avc1`, { pre_defined3: 0 })]),
    mutant('the vendor of QuickTime', video, [
      set(`${stsd}/avc1`, { pre_defined2: hex('6170706c 00000000 00000000') }),
    ]),
  ],
  'CMAF-SE-005': [
    mutant('another size than the parameter set has', video, [
      set(`${stsd}/avc1`, { width: 320, height: 180 }),
    ]),
    mutant('coded size instead of cropped size', () => hevc(), [set(`${stsd}/hvc1`, { height: 96 })]),
  ],
  'CMAF-SE-006': [
    mutant('shown twice as wide', video, [set('moov/trak/tkhd', { width: 320 * 0x10000 })]),
    mutant('pasp of wide samples, shown as square ones', widened, [
      set('moov/trak/tkhd', { width: 160 * 0x10000 }),
    ]),
  ],
  'CMAF-SE-007': [
    mutant('a sample without height', withColour, [set(`${stsd}/avc1/pasp`, { vSpacing: 0 })]),
    mutant('a sample without width', withColour, [set(`${stsd}/avc1/pasp`, { hSpacing: 0 })]),
  ],
  'CMAF-SE-008': [
    mutant('nclx without its last byte', withColour, [shorten(`${stsd}/avc1/colr`, 1)]),
    mutant('nclx with a reserved bit', withColour, [poke(`${stsd}/avc1/colr`, 10, 1)]),
    mutant('nclc of QuickTime', withColour, [payload(`${stsd}/avc1/colr`, hex('6e636c63 0001 0001 0001'))]),
  ],
  'CMAF-SE-009': [
    mutant('primaries of BT.2020 over a stream of BT.709', withColour, [poke(`${stsd}/avc1/colr`, 5, 9)]),
    mutant('full range over a stream of limited range', withColour, [poke(`${stsd}/avc1/colr`, 10, 0x80)]),
    mutant('PQ over a stream of HLG', hybridLog, [poke(`${stsd}/hvc1/colr`, 7, 16)]),
  ],
  'CMAF-SE-010': [
    mutant('hev1 of a media profile without colr', inBand, [remove(`${stsd}/hev1/colr`)]),
    mutant('hev1 of a media profile without pasp', inBand, [remove(`${stsd}/hev1/pasp`)]),
  ],
  'CMAF-SE-011': [
    mutant('avcC of version 0', video, [poke(`${stsd}/avc1/avcC`, 0, 0)]),
    mutant('no avcC', video, [rename(`${stsd}/avc1/avcC`, 'free')]),
    mutant('two avcC', video, [duplicate(`${stsd}/avc1/avcC`)]),
    mutant('NAL unit lengths of three bytes', video, [poke(`${stsd}/avc1/avcC`, 4, 0xfe)]),
    mutant('avcC cut short', video, [shorten(`${stsd}/avc1/avcC`, 1)]),
    mutant('reserved bits of 0', video, [poke(`${stsd}/avc1/avcC`, 4, 0x03)]),
    mutant('a High profile without its last four bytes', () => avc({ profile: 100 }), [
      shorten(`${stsd}/avc1/avcC`, 4),
    ]),
  ],
  'CMAF-SE-012': [
    mutant('avc1 without sequence parameter set', video, [
      payload(`${stsd}/avc1/avcC`, hex('014d400bffe0 01 0004 68ebecb2')),
    ]),
    mutant('avc1 without picture parameter set', () => avc(), [
      payload(
        `${stsd}/avc1/avcC`,
        Uint8Array.of(...avcRecord({ ...main, colour: [1, 1, 1] }).slice(0, -7), 0),
      ),
    ]),
    mutant('an access unit delimiter as picture parameter set', video, [poke(`${stsd}/avc1/avcC`, 39, 0x09)]),
  ],
  'CMAF-SE-013': [
    mutant('a level above that of the parameter set', video, [poke(`${stsd}/avc1/avcC`, 3, 12)]),
    mutant('another profile than the parameter set has', video, [poke(`${stsd}/avc1/avcC`, 1, 66)]),
    mutant('a level below that of the parameter set', video, [poke(`${stsd}/avc1/avcC`, 3, 10)]),
    mutant('a constraint that the parameter set has not', video, [poke(`${stsd}/avc1/avcC`, 2, 0xc0)]),
  ],
  'CMAF-SE-014': [
    mutant('more arrays than there are', () => hevc(), [poke(`${stsd}/hvc1/hvcC`, 22, 4)]),
    mutant('no hvcC', () => hevc(), [rename(`${stsd}/hvc1/hvcC`, 'free')]),
    mutant('hvcC of version 0', () => hevc(), [poke(`${stsd}/hvc1/hvcC`, 0, 0)]),
    mutant('NAL unit lengths of three bytes', () => hevc(), [poke(`${stsd}/hvc1/hvcC`, 21, 0x0e)]),
    mutant('no profile', () => hevc(), [poke(`${stsd}/hvc1/hvcC`, 1, 0)]),
    mutant('reserved bits of 0', () => hevc(), [poke(`${stsd}/hvc1/hvcC`, 13, 0)]),
    mutant('slices in hvcC', () => hevc({ type: 'hev1', extra: [nclx(), pasp()] }), [
      poke(`${stsd}/hev1/hvcC`, 22, 1),
      lengthen(`${stsd}/hev1/hvcC`, 0x81, 0, 1, 0, 2, 2, 1),
    ]),
  ],
  'CMAF-SE-015': [
    mutant('hvc1 whose parameter sets may be elsewhere too', () => hevc(), [
      poke(`${stsd}/hvc1/hvcC`, 23, 0x20),
    ]),
    mutant('hvc1 without parameter sets', () => hevc(), [
      payload(`${stsd}/hvc1/hvcC`, hevcRecord({ ...main, profile: 1, level: 60 }, true)),
      insertAfter(`${stsd}/hvc1/hvcC`, nclx(), pasp()),
    ]),
  ],
  'CMAF-SE-016': [
    mutant('a level below that of the parameter set', () => hevc(), [poke(`${stsd}/hvc1/hvcC`, 12, 30)]),
    mutant('another profile than the parameter set has', () => hevc(), [poke(`${stsd}/hvc1/hvcC`, 1, 2)]),
    mutant('a compatibility that the parameter set has not', () => hevc(), [
      poke(`${stsd}/hvc1/hvcC`, 2, 0x70),
    ]),
    mutant('Main tier over a parameter set of High tier', () => hevc({ tier: 1, brand: 'dv58' }), [
      poke(`${stsd}/hvc1/hvcC`, 1, 1),
    ]),
  ],
  'CMAF-SE-017': [
    mutant('no vvcC', () => vvc(), [rename(`${stsd}/vvc1/vvcC`, 'free')]),
    mutant('vvcC cut short', () => vvc(), [shorten(`${stsd}/vvc1/vvcC`, 1)]),
    mutant(
      'vvc1 whose parameter sets may be elsewhere too',
      () => vvc(),
      [poke(`${stsd}/vvc1/vvcC`, 6, 0x0f)],
      strict,
    ),
  ],
  'CMAF-SE-018': [
    mutant('av1C of version 2', () => av1(), [poke(`${stsd}/av01/av1C`, 0, 0x82)]),
    mutant('no av1C', () => av1(), [rename(`${stsd}/av01/av1C`, 'free')]),
    mutant('av1C cut short', () => av1(), [payload(`${stsd}/av01/av1C`, hex('8100'))]),
    mutant('another profile than the sequence header has', () => av1(), [poke(`${stsd}/av01/av1C`, 1, 0x20)]),
    mutant('another level than the sequence header has', () => av1(), [poke(`${stsd}/av01/av1C`, 1, 5)]),
    mutant('another depth than the sequence header has', () => av1(), [poke(`${stsd}/av01/av1C`, 2, 0x4c)]),
    mutant('another size than the sequence header has', () => av1(), [
      change(`${stsd}/av01`, () => ({ width: 704, height: 576 })),
    ]),
    mutant('two sequence headers', () => av1(), [
      lengthen(`${stsd}/av01/av1C`, ...hex('0a0b00000004457e3e7dfcc060')),
    ]),
  ],
  'CMAF-SE-019': [
    mutant('vpcC of version 0', () => vp9(), [poke(`${stsd}/vp09/vpcC`, 0, 0)]),
    mutant('no vpcC', () => vp9(), [rename(`${stsd}/vp09/vpcC`, 'free')]),
    mutant('a depth of 9 bits', () => vp9(), [poke(`${stsd}/vp09/vpcC`, 6, 0x92)]),
    mutant('a level of 9', () => vp9(), [poke(`${stsd}/vp09/vpcC`, 5, 90)]),
    mutant('initialization data', () => vp9(), [
      poke(`${stsd}/vp09/vpcC`, 11, 1),
      lengthen(`${stsd}/vp09/vpcC`, 0),
    ]),
  ],
  'CMAF-SE-020': [
    mutant('dvh1 without configuration', profile5, [rename(`${stsd}/dvh1/dvcC`, 'free')]),
    mutant('a profile of AV1 in HEVC', profile8, [poke(`${stsd}/hvc1/dvvC`, 2, 10 << 1)]),
    mutant('a configuration cut short', profile5, [payload(`${stsd}/dvh1/dvcC`, hex('0100'))]),
  ],
} as const;
