import { duplicate, insertAfter, remove, rename, set } from '../../media/build/edit.ts';
import { hex } from '../../media/bytes.ts';
import { aacFrames, audio } from '../examples/audio.ts';
import { ac3, ac4, eac3, flac, mpegH, opus } from '../examples/sample-entries.ts';
import { imsc, webVtt } from '../examples/text.ts';
import { avcEntry, video } from '../examples/video.ts';
import { payload, poke, shorten, stsd } from './cmaf-se-payload.ts';
import { broken, mutant, oneTrack } from './mutant.ts';

const rate = (hertz: number) => ({ samplerate: hertz * 0x10000 });

/** A descriptor with one byte of another value; sizes are all one byte long. */
const descriptor = (at: number, ...values: readonly number[]) => poke(`${stsd}/mp4a/esds`, at, ...values);

/** Frames of which one lasts longer. */
const framesWith = (index: number, duration: number) =>
  aacFrames().map((sample, i) => (i === index ? { ...sample, duration } : sample));

const shorterEnd = () =>
  audio({}, [{ samples: aacFrames() }, { samples: aacFrames() }, { samples: framesWith(93, 256) }]);

const withoutGroups = [0, 1, 2].map((moof) => remove(`moof[${String(moof)}]/traf/sbgp`));

/** Every sample entry, and those of sound. */
export const cmafSeSoundMutants = {
  'CMAF-SE-001': [mutant('a type that nobody has registered', video, [rename(`${stsd}/avc1`, 'avcZ')])],
  'CMAF-SE-002': [
    mutant('a second sample entry of another coding', video, [
      set(stsd, { entry_count: 2 }),
      insertAfter(`${stsd}/avc1`, { ...avcEntry, type: 'avc3' }),
    ]),
  ],
  'CMAF-SE-003': [
    mutant('a data reference that is not there', video, [set(`${stsd}/avc1`, { data_reference_index: 2 })]),
    mutant('no data reference', () => webVtt(), [set(`${stsd}/wvtt`, { data_reference_index: 0 })]),
    mutant('reserved bytes that are not zero', () => audio(), [
      set(`${stsd}/mp4a`, { reserved: hex('000000000001') }),
    ]),
  ],
  'CMAF-SE-030': [
    mutant('no sampling rate', () => audio(), [set(`${stsd}/mp4a`, { samplerate: 0 })]),
    mutant('no channels', () => opus(), [set(`${stsd}/Opus`, { channelcount: 0 })]),
    mutant('samples of 24 bits', () => audio(), [set(`${stsd}/mp4a`, { samplesize: 24 })]),
    mutant('a compression id of QuickTime', () => audio(), [set(`${stsd}/mp4a`, { pre_defined: 0xfffe })]),
  ],
  'CMAF-SE-031': [
    mutant('a descriptor of a visual stream', () => audio(), [descriptor(11, 0x20)]),
    mutant('no esds', () => audio(), [rename(`${stsd}/mp4a/esds`, 'free')]),
    mutant('two esds', () => audio(), [duplicate(`${stsd}/mp4a/esds`)]),
    mutant('esds cut short', () => audio(), [shorten(`${stsd}/mp4a/esds`, 4)]),
    mutant('a stream type of pictures', () => audio(), [descriptor(12, 0x11)]),
    mutant('no AudioSpecificConfig', () => audio(), [
      payload(`${stsd}/mp4a/esds`, hex('00000000 0315 0000 00 040d 40 15 000000 0001f400 0001f400 0601 02')),
    ]),
    mutant('synchronization of another kind', () => audio(), [descriptor(30, 1)]),
  ],
  'CMAF-SE-032': [mutant('an elementary stream of number 1', () => audio(), [descriptor(7, 1)])],
  'CMAF-SE-033': [
    mutant('44.1 kHz over a configuration of 48 kHz', () => audio(), [set(`${stsd}/mp4a`, rate(44100))]),
  ],
  'CMAF-SE-034': [
    broken(
      'a frame in the middle that is too long',
      () => oneTrack(shorterEnd()),
      () =>
        oneTrack(
          audio({}, [{ samples: aacFrames() }, { samples: framesWith(40, 1100) }, { samples: aacFrames() }]),
        ),
    ),
    broken(
      'a last frame of a chunk that is too short, though more follows',
      () => oneTrack(shorterEnd()),
      () =>
        oneTrack(
          audio({}, [{ samples: aacFrames() }, { samples: framesWith(93, 1000) }, { samples: aacFrames() }]),
        ),
    ),
  ],
  'CMAF-SE-035': [
    mutant('no dec3', eac3, [rename(`${stsd}/ec-3/dec3`, 'free')]),
    mutant('no dac3', ac3, [rename(`${stsd}/ac-3/dac3`, 'free')]),
    mutant('no dac4', ac4, [rename(`${stsd}/ac-4/dac4`, 'free')]),
    mutant('a reserved sampling rate', ac3, [poke(`${stsd}/ac-3/dac3`, 0, 0xd0)]),
    mutant('dac3 cut short', ac3, [shorten(`${stsd}/ac-3/dac3`, 1)]),
    mutant('dec3 cut short', eac3, [shorten(`${stsd}/ec-3/dec3`, 1)]),
  ],
  'CMAF-SE-036': [
    mutant('no dOps', opus, [rename(`${stsd}/Opus/dOps`, 'free')]),
    mutant('no dfLa', flac, [rename(`${stsd}/fLaC/dfLa`, 'free')]),
    mutant('no mhaC', mpegH, [rename(`${stsd}/mha1/mhaC`, 'free')]),
    mutant('dOps of version 1', opus, [poke(`${stsd}/Opus/dOps`, 0, 1)]),
    mutant('Opus at 44.1 kHz', opus, [set(`${stsd}/Opus`, rate(44100))]),
    mutant('dfLa without STREAMINFO', flac, [poke(`${stsd}/fLaC/dfLa`, 4, 0x84)]),
  ],
  'CMAF-SE-037': [
    mutant('no preroll', opus, [remove('moov/trak/mdia/minf/stbl/sgpd'), ...withoutGroups]),
    mutant('a preroll that no sample has', opus, withoutGroups),
  ],
  'CMAF-SE-040': [
    mutant('no btrt', video, [rename(`${stsd}/avc1/btrt`, 'free')]),
    mutant('no btrt for subtitles', () => imsc(), [rename(`${stsd}/stpp/btrt`, 'free')], {
      also: ['CMAF-TXT-001'],
    }),
  ],
} as const;
