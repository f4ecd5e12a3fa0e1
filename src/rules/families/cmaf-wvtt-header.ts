import { child, find, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { decodeUtf8 } from '../../media/events/terminated-string.ts';
import { parseWebVttHeader } from '../../media/text/webvtt-header.ts';
import type { Trak } from '../model/header.ts';
import { at } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { mediaHeaderOf, wrongHandler } from './cmaf-imsc-handler.ts';
import { isVtt } from './cmaf-wvtt-samples.ts';

const configurationOf = (trak: Trak): { readonly entry?: Box; readonly config?: Box } => {
  const entry = trak.entries.find(({ type }) => type === 'wvtt' || type === 'enct');
  const config = child(entry, 'vttC');
  return { ...(entry === undefined ? {} : { entry }), ...(config === undefined ? {} : { config }) };
};

const structure = (trak: Trak): Broken | undefined => {
  const [entry] = trak.entries;
  if (trak.original !== 'wvtt') {
    return {
      says: 'the brand cwvt is set and the sample entry is not one of WebVTT',
      ...(entry === undefined ? {} : { box: entry }),
      expected: 'sample entry wvtt',
      actual: trak.original === '' ? 'no sample entry' : `sample entry ${trak.original}`,
    };
  }
  const header = mediaHeaderOf(trak);
  // Older packagers wrote WebVTT with the handler and media header of subtitles.
  const dated = trak.handler === 'subt' && header?.type === 'sthd';
  if (trak.handler !== 'text') {
    return {
      ...wrongHandler(trak, 'text', dated ? 'older packagers do this, and players that go by it' : undefined),
      ...(dated ? { as: 'warning' as const } : {}),
    };
  }
  if (header === undefined || header.type === 'nmhd') return undefined;
  return {
    says: 'the media header of a WebVTT track is not nmhd',
    box: header,
    expected: 'nmhd',
    actual: header.type,
    ...(header.type === 'sthd' ? { as: 'warning' as const } : {}),
  };
};

const configuration = (trak: Trak): Broken | undefined => {
  const { entry, config } = configurationOf(trak);
  if (entry === undefined) return undefined;
  if (config === undefined) {
    return { says: 'the sample entry has no vttC', box: entry, expected: 'vttC', actual: 'none' };
  }
  const parsed = parseWebVttHeader(payloadOf(config));
  const where = { box: config, offset: config.start + config.header, length: config.size - config.header };
  if ('broken' in parsed) return { says: parsed.broken, ...where };
  const { text, startsWithSignature, hasArrow, hasTimestampMap } = parsed.value;
  if (!startsWithSignature) {
    const terminated = /^WEBVTT[^\S]*\0+$/.test(text);
    return {
      says: terminated
        ? 'the configuration ends with a zero byte, like a string in C'
        : 'the configuration is not the head of a WebVTT file',
      ...where,
      expected: 'WEBVTT, then a space, a line end or nothing',
      actual: JSON.stringify(text.slice(0, 24)),
      ...(terminated ? { as: 'warning' as const } : {}),
    };
  }
  if (hasArrow) {
    return {
      says: 'the configuration has the timing line of a cue: cues are carried in samples',
      ...where,
      expected: 'the text of a file up to its first cue',
      actual: 'a line with -->',
    };
  }
  if (hasTimestampMap) {
    return {
      says: 'the configuration has an X-TIMESTAMP-MAP, which only WebVTT files of HLS have',
      ...where,
      expected: 'no X-TIMESTAMP-MAP: tfdt tells the time',
      actual: 'X-TIMESTAMP-MAP',
      as: 'warning',
    };
  }
  return undefined;
};

const label = (trak: Trak): Broken | undefined => {
  const vlab = child(configurationOf(trak).entry, 'vlab');
  if (vlab === undefined) return undefined;
  const text = decodeUtf8(payloadOf(vlab));
  if (text !== undefined && text.replace(/\0+$/, '') !== '') return undefined;
  return {
    says: text === undefined ? 'the source label is not UTF-8' : 'the source label is empty',
    box: vlab,
    expected: 'a label, or no vlab',
    actual: `${String(vlab.size - vlab.header)} bytes`,
  };
};

/** What the header of a WebVTT track says (ISO/IEC 14496-30, 7; ISO/IEC 23000-19, 11.2). */
export const wvttHeaderRules = {
  'CMAF-WVTT-001': rule('trak', {
    says: 'A WebVTT track has the handler text, the media header nmhd and the sample entry wvtt.',
    decides: ['DI-TT-01', 'DI-TT-02a', 'DI-TT-04', 'DI-TT-06', 'DI-TT-08', 'DI-TT-08a'],
    applies: ({ trak }) => trak !== undefined,
    check: (trak) =>
      trak.original === 'wvtt' || trak.header.brands.has('cwvt') ? structure(trak) : undefined,
  }),
  'CMAF-WVTT-002': rule('trak', {
    says: 'A WebVTT sample entry has a vttC with the head of a WebVTT file, and no cues.',
    decides: ['DI-TT-04'],
    applies: isVtt,
    check: configuration,
  }),
  'CMAF-WVTT-003': rule('trak', {
    says: 'A source label in a WebVTT sample entry can be read; it may be left out.',
    applies: isVtt,
    check: label,
  }),
  'CMAF-WVTT-017': rule('trak', {
    says: 'The timescale of a WebVTT track tells milliseconds apart.',
    applies: isVtt,
    check: (trak) => {
      const mdhd = find(trak.box, 'mdia/mdhd');
      if (mdhd === undefined || trak.timescale === 0 || trak.timescale >= 1000) return undefined;
      return {
        says: 'the timescale is too coarse for the times of cues',
        ...at(mdhd, 'mdhd', 'timescale'),
        expected: 'at least 1000 ticks a second',
        actual: String(trak.timescale),
      };
    },
  }),
};
