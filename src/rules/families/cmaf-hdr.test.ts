import { expect, test } from 'vitest';
import {
  append,
  atStart,
  edited,
  insertAfter,
  rename,
  remove,
  set,
  type Edit,
} from '../../media/build/edit.ts';
import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { ascii } from '../../media/bytes.ts';
import { packLanguage } from '../../media/isobmff/language.ts';
import { audio } from '../examples/audio.ts';
import { webVtt } from '../examples/text.ts';
import { mainRole } from '../../media/tracks/track-plan.ts';
import { frame, pictures, video } from '../examples/video.ts';
import type { Finding } from '../finding.ts';
import { judgeTrack } from '../judge.ts';
import { defaultSettings, type Settings } from '../settings.ts';

/** What the rules about headers say of a track: without the family's name, with the severity. */
const findings = (boxes: readonly BoxNode[], settings: Partial<Settings> = {}): readonly Finding[] =>
  judgeTrack(
    { name: 'track.cmfv', objects: [{ name: 'track.cmfv', bytes: write(boxes) }] },
    { ...defaultSettings, ...settings, only: ['CMAF-HDR'] },
  ).findings;
const said = (boxes: readonly BoxNode[], settings: Partial<Settings> = {}): readonly string[] =>
  findings(boxes, settings).map(({ rule, severity }) => `${rule.slice(9)} ${severity}`);

const tag = (extended_language: string): Edit =>
  insertAfter('moov/trak/mdia/hdlr', box('elng', { extended_language }));
const stream = (): readonly BoxNode[] => {
  const [ftyp, moov, ...media] = video();
  if (ftyp === undefined || moov === undefined) throw new Error('no header');
  return [ftyp, moov, ...media.slice(0, 2), ftyp, moov, ...media.slice(2)];
};

test('boxes that nobody knows, and free space behind ftyp, are no fault of a header', () => {
  const free = rawBox('free', new Uint8Array(64));
  expect(said(edited(video(), insertAfter('ftyp', free), insertAfter('moov', free)))).toEqual([]);
  expect(said(edited(video(), append('moov', rawBox('abcd', ascii('anything')))))).toEqual([]);
});

test('a header that is sent again in the middle of a stream begins like any other', () => {
  expect(said(stream())).toEqual([]);
});

test('styp in the place of ftyp is not what a header begins with', () => {
  const styp = box('styp', { major_brand: 'cmfs', compatible_brands: ['cmfs'] });
  expect(said(edited(video(), atStart(styp)))).toEqual(['001 error']);
});

test('demands of cmf2 are none of a cmfc track: an edit list and composition offsets of version 0', () => {
  const samples = pictures().map((sample) => ({ ...sample, offset: frame }));
  const version0 = ['moof', 'moof[1]', 'moof[2]'].map((moof) => set(`${moof}/traf/trun`, { version: 0 }));
  const chunks = [{ samples }, { samples }, { samples }];
  expect(said(edited(video({ mediaTime: BigInt(frame) }, chunks), ...version0))).toEqual([]);
});

test('audio of brand cmf2 keeps its edit list', () => {
  expect(said(audio({ mediaTime: 1024n, brands: ['cmf2', 'cmfc', 'iso6', 'caac'] }))).toEqual([]);
});

test('an edit list is judged by the first fragment alone, wherever its time begins', () => {
  const late = video({ mediaTime: 0n }, [{ samples: pictures(), time: 1n << 40n }, { samples: pictures() }]);
  expect(said(late)).toEqual([]);
});

test('mehd is told more gravely of what was sent live than of a recording', () => {
  const recorded = edited(video(), append('moov/mvex', box('mehd', { fragment_duration: 6000n })));
  expect(said(recorded)).toEqual(['006 info']);
  expect(said(recorded, { session: true })).toEqual(['006 warning']);
});

test('sthd for WebVTT is an old habit, any other media header a mistake', () => {
  const minf = 'moov/trak/mdia/minf';
  expect(said(edited(webVtt(), rename(`${minf}/nmhd`, 'sthd')))).toEqual(['030 warning']);
  expect(said(edited(webVtt(), rename(`${minf}/nmhd`, 'smhd')))).toEqual(['030 error']);
});

test('a wrong handler is told once, not again by everything that depends on it', () => {
  expect(said(edited(webVtt(), set('moov/trak/mdia/hdlr', { handler_type: 'subt' })))).toEqual(['028 error']);
  expect(said(edited(video(), set('moov/trak/mdia/hdlr', { handler_type: 'soun' })))).toEqual(['028 error']);
  expect(said(edited(webVtt(), set('moov/trak/mdia/hdlr', { handler_type: 'clcp' })))).toEqual(['028 error']);
});

test('samples in the header are told once, with what the file looks like', () => {
  const stbl = 'moov/trak/mdia/minf/stbl';
  const progressive = edited(
    video(),
    set(`${stbl}/stts`, { entry_count: 1, entries: [{ sample_count: 1, sample_delta: 512 }] }),
    set(`${stbl}/stsc`, {
      entry_count: 1,
      entries: [{ first_chunk: 1, samples_per_chunk: 1, description_index: 1 }],
    }),
    set(`${stbl}/stsz`, { sample_size: 100, sample_count: 1 }),
    set(`${stbl}/stco`, { entry_count: 1, entries: [{ chunk_offset: 48 }] }),
  );
  expect(said(progressive)).toEqual(['062 info', '035 error']);
});

test.for([
  ['en', 'eng', []],
  ['en-GB', 'eng', []],
  ['zh-Hant-TW', 'zho', []],
  ['sl-rozaj-biske', 'slv', []],
  ['de-DE-u-co-phonebk', 'deu', []],
  ['nb', 'nor', []],
  ['yue', 'zho', []],
  ['x-private', 'und', []],
  ['fr', 'und', []],
  ['fr', 'eng', ['052 warning']],
  ['en_GB', 'eng', ['052 warning']],
  ['', 'eng', ['052 warning']],
  ['en', 'qaa', ['052 warning']],
  ['ger', 'ger', ['027 warning']],
] as const)('elng %s with %s in mdhd', ([extended, language, expected]) => {
  expect(said(edited(audio({ language }), tag(extended)))).toEqual(expected);
});

test('a language of zero is less grave than one that is no letters', () => {
  const language = (packed: number): Edit => set('moov/trak/mdia/mdhd', { language: packed });
  expect(said(edited(video(), language(0)))).toEqual(['027 warning']);
  expect(said(edited(video(), language(0x8000 | packLanguage('eng'))))).toEqual(['027 error']);
});

test('several kinds of several schemes are right', () => {
  const other = box('kind', { schemeURI: 'urn:example:scheme', value: '' });
  expect(said(audio({ kinds: [mainRole, other, mainRole] }))).toEqual([]);
});

test('times at the beginning of Unix time, as some encoders write them, are times', () => {
  expect(said(edited(video(), set('moov/mvhd', { creation_time: 2_082_844_800n })))).toEqual([]);
});

test('findings point at the bytes', () => {
  const [finding] = findings(edited(video(), set('moov/mvhd', { version: 1, duration: 5n })));
  expect(finding).toMatchObject({ rule: 'CMAF-HDR-016', box: 'moov/mvhd', length: 8 });
  const bytes = write(edited(video(), set('moov/mvhd', { version: 1, duration: 5n })));
  expect([...bytes.subarray(finding?.offset, (finding?.offset ?? 0) + 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 5]);
  const [edit] = findings(
    edited(video({ mediaTime: 0n }), (boxes) =>
      edited(
        boxes,
        set('moov/trak/edts/elst', {
          entries: [{ segment_duration: 0n, media_time: 0n, media_rate_integer: 2, media_rate_fraction: 0 }],
        }),
      ),
    ),
  );
  expect(edit).toMatchObject({ rule: 'CMAF-HDR-044', box: 'moov/trak/edts/elst', length: 4 });
});

test('a header without boxes that rules look for is left to the rule that asks for them', () => {
  for (const path of [
    'moov/mvhd',
    'moov/trak/tkhd',
    'moov/trak/mdia/mdhd',
    'moov/trak/mdia/minf',
    'moov/mvex',
  ]) {
    expect(said(edited(audio(), remove(path)))).toEqual([]);
  }
});
