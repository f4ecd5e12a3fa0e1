import { prepend, remove, rename, replace, set } from '../../media/build/edit.ts';
import { rawBox } from '../../media/build/node.ts';
import { ascii, concat } from '../../media/bytes.ts';
import { additionalText, cue, emptyCue } from '../../media/text/webvtt-boxes.ts';
import type { cmafWvttFacts } from '../facts/cmaf-wvtt.ts';
import type { RuleId } from '../facts/index.ts';
import { webVtt } from '../examples/text.ts';
import { dependent, sync, type ChunkPlan } from '../../media/tracks/track-plan.ts';
import { broken, mutant, oneTrack, type Mutant, type MutantsOf } from './mutant.ts';

const fragment = (...bytes: readonly Uint8Array[]): ChunkPlan => ({
  samples: bytes.map((each) => ({ bytes: each, duration: 2000 / bytes.length })),
});

/** Three fragments whose last one is as it is given, beside one of which the last is right. */
const lastSample = (
  what: string,
  wrong: Uint8Array,
  right = cue({ payload: 'last', sourceId: 3 }),
  also: readonly RuleId[] = [],
): Mutant => {
  const track = (bytes: Uint8Array) =>
    oneTrack(
      webVtt({}, [
        fragment(cue({ payload: 'first', sourceId: 1 })),
        fragment(
          concat(cue({ payload: 'one', id: '7' }), additionalText('NOTE between'), cue({ payload: 'two' })),
        ),
        fragment(bytes),
      ]),
      'track.cmft',
    );
  return broken(
    what,
    () => track(right),
    () => track(wrong),
    { also },
  );
};

const config = (text: string) =>
  replace('moov/trak/mdia/minf/stbl/stsd/wvtt/vttC', () => [rawBox('vttC', ascii(text))]);
const handler = 'moov/trak/mdia/hdlr';
const entry = 'moov/trak/mdia/minf/stbl/stsd/wvtt';

const spanning = (second: Parameters<typeof cue>[0]) =>
  oneTrack(
    webVtt({}, [
      fragment(cue({ payload: 'goes on', sourceId: 1 })),
      fragment(cue(second)),
      fragment(emptyCue()),
    ]),
    'track.cmft',
  );

const slow = (timescale: number) =>
  oneTrack(
    webVtt(
      { timescale },
      [1, 2, 3].map((number) => ({
        samples: [{ bytes: cue({ payload: `cue ${String(number)}` }), duration: 2 * timescale }],
      })),
    ),
    'track.cmft',
  );

const twoCues = (flags: number): ChunkPlan => ({
  samples: [
    { bytes: cue({ payload: 'one' }), duration: 1000 },
    { bytes: cue({ payload: 'two' }), duration: 1000, flags },
  ],
});

export const cmafWvttMutants: MutantsOf<typeof cmafWvttFacts> = {
  'CMAF-WVTT-001': [
    mutant('the handler of subtitles', webVtt, [set(handler, { handler_type: 'subt' })], {
      also: ['CMAF-HDR-028'],
    }),
    mutant(
      'the handler and the media header of subtitles',
      webVtt,
      [set(handler, { handler_type: 'subt' }), rename('moov/trak/mdia/minf/nmhd', 'sthd')],
      { also: ['CMAF-HDR-028'] },
    ),
    mutant('the media header of subtitles', webVtt, [rename('moov/trak/mdia/minf/nmhd', 'sthd')], {
      also: ['CMAF-HDR-030'],
    }),
  ],
  'CMAF-WVTT-002': [
    mutant('a configuration without WEBVTT', webVtt, [config('VTT')]),
    mutant('a cue in the configuration', webVtt, [config('WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n')]),
    mutant('a configuration of HLS', webVtt, [
      config('WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n'),
    ]),
    mutant('a configuration that ends like a string in C', webVtt, [config('WEBVTT\0')]),
    mutant('no configuration', webVtt, [remove(`${entry}/vttC`)]),
  ],
  'CMAF-WVTT-003': [
    broken(
      'an empty source label',
      () => oneTrack(prepend(entry, rawBox('vlab', ascii('urn:example:source')))(webVtt()), 'track.cmft'),
      () => oneTrack(prepend(entry, rawBox('vlab', new Uint8Array(0)))(webVtt()), 'track.cmft'),
    ),
  ],
  'CMAF-WVTT-010': [
    lastSample('a box of another name instead of vtte', ascii('\0\0\0\x08vttX'), emptyCue()),
    lastSample('silence beside a cue', concat(cue({ payload: 'a' }), emptyCue())),
    lastSample('silence twice', concat(emptyCue(), emptyCue()), emptyCue()),
    lastSample('bytes behind a cue', concat(cue({ payload: 'a' }), ascii('abc'))),
    lastSample('a comment without a cue', additionalText('NOTE')),
    lastSample('an unknown box behind a cue', concat(cue({ payload: 'a' }), ascii('\0\0\0\x08abcd'))),
  ],
  'CMAF-WVTT-011': [
    lastSample('a cue without text', cue({ id: '3' })),
    lastSample('a cue with an empty text', cue({ payload: '' })),
    lastSample(
      'a cue with text that is not UTF-8',
      concat(ascii('\0\0\0\x11vttc\0\0\0\x09payl'), Uint8Array.of(0xff)),
    ),
    lastSample('a cue with a strange box', concat(ascii('\0\0\0\x19vttc\0\0\0\x09payla\0\0\0\x08abcd'))),
  ],
  'CMAF-WVTT-012': [
    broken(
      'a cue that goes on under another number',
      () => spanning({ payload: 'goes on', sourceId: 1 }),
      () => spanning({ payload: 'goes on', sourceId: 2 }),
    ),
    broken(
      'a cue that goes on without a number',
      () => spanning({ payload: 'another', sourceId: 2 }),
      () => spanning({ payload: 'goes on' }),
    ),
  ],
  'CMAF-WVTT-013': [
    mutant('a fragment of silence is missing', webVtt, [remove('moof[1]'), remove('mdat[1]')], {
      also: ['CMAF-TRK-001'],
    }),
    lastSample('silence without bytes', new Uint8Array(0), emptyCue(), ['CMAF-FRAG-026']),
  ],
  'CMAF-WVTT-014': [
    broken(
      'a sample that is said to depend on another',
      () => oneTrack(webVtt({}, [twoCues(sync)]), 'track.cmft'),
      () => oneTrack(webVtt({}, [twoCues(dependent)]), 'track.cmft'),
    ),
  ],
  'CMAF-WVTT-015': [
    lastSample('a whole cue block as text', cue({ payload: '00:00:04.000 --> 00:00:06.000\nwords' })),
    lastSample(
      'times within the text and no ctim',
      cue({ payload: 'la <00:00:04.500>la' }),
      cue({ payload: 'la <00:00:04.500>la', time: '00:00:04.000' }),
    ),
  ],
  'CMAF-WVTT-016': [lastSample('the text of a file', ascii('WEBVTT\n\n00:04.000 --> 00:06.000\nwords\n'))],
  'CMAF-WVTT-017': [
    broken(
      'a timescale of 100',
      () => slow(1000),
      () => slow(100),
    ),
  ],
  'CMAF-WVTT-018': [
    lastSample(
      'a time that is none',
      cue({ payload: 'a', time: 'abc' }),
      cue({ payload: 'a', time: '00:04.000' }),
    ),
    lastSample(
      'a setting that is none',
      cue({ payload: 'a', settings: 'align:above' }),
      cue({ payload: 'a', settings: 'align:start line:80%' }),
    ),
  ],
};
