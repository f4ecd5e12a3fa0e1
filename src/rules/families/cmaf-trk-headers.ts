import { decodeAs, pathOf, printable } from '../../media/isobmff/box.ts';
import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import type { Header } from '../model/header.ts';
import { inTrak } from '../model/header.ts';
import { fieldIs } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { differences } from './cmaf-trk-header-differences.ts';

/** What may never change on a track: its number, its timescale, its handler. */
const changed = (before: Header, now: Header): Broken | undefined => {
  const [old, young] = [before.traks[0], now.traks[0]];
  if (old === undefined || young === undefined) return undefined;
  const tkhd = inTrak(young, 'tkhd');
  if (old.trackId !== young.trackId && tkhd !== undefined) {
    const says = 'the track_ID differs from that of an earlier header of the track';
    return fieldIs(tkhd, 'tkhd', 'track_ID', says, String(old.trackId), String(young.trackId));
  }
  const mdhd = inTrak(young, 'mdia/mdhd');
  if (old.timescale !== young.timescale && mdhd !== undefined) {
    const says = 'the timescale differs from that of an earlier header of the track';
    return fieldIs(mdhd, 'mdhd', 'timescale', says, String(old.timescale), String(young.timescale));
  }
  const hdlr = inTrak(young, 'mdia/hdlr');
  if (old.handler !== young.handler && hdlr !== undefined) {
    const says = 'the handler differs from that of an earlier header of the track';
    return fieldIs(hdlr, 'hdlr', 'handler_type', says, old.handler, young.handler);
  }
  return undefined;
};

/** Sample entries whose parameter sets may come with the samples. */
const inBand = new Set(['avc3', 'avc4', 'hev1', 'hev2', 'vvi1', 'dvav', 'dvhe']);

/** Headers that are sent again (ISO/IEC 23000-19, 7.3.2.2), and media without one. */
export const cmafTrkHeaderRules = {
  'CMAF-TRK-014': rule('header again', {
    says: 'A header that is sent again is the one that was sent before.',
    decides: ['DI-MT-09b', 'DI-DEF-cmafstream'],
    check: ({ before, now }) => {
      if (changed(before, now) !== undefined) return undefined;
      const { codec, times, other } = differences(before, now);
      const found: Broken[] = [];
      if (codec !== undefined) {
        found.push({
          says: 'the sample entry differs from that of an earlier header of the track',
          box: codec,
          expected: `${pathOf(codec)} as before`,
          actual: 'other bytes',
          ...(inBand.has(now.traks[0]?.original ?? '') ? { as: 'warning' as const } : {}),
        });
      }
      if (other !== undefined) {
        found.push({
          says: 'a header that is sent again differs from the first one',
          box: other,
          expected: `${pathOf(other)} as before`,
          actual: 'other bytes',
          as: 'warning',
        });
      }
      if (times !== undefined && found.length === 0) {
        found.push({
          says: 'a header that is sent again has other creation or modification times',
          box: times,
          expected: 'the same header',
          actual: 'other times, as after a restart',
          as: 'warning',
        });
      }
      return found;
    },
  }),
  'CMAF-TRK-015': rule('header again', {
    says: 'Track number, timescale and handler stay as they are.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ({ before, now }) => changed(before, now),
  }),
  'CMAF-TRK-016': rule('chunk', {
    says: 'A CMAF header comes before the media of its track.',
    decides: ['DI-DEF-cmafstream', 'DI-DEF-header'],
    check: (_chunk, { trak, headers, settings }) => {
      if (trak !== undefined || headers.some(({ moov }) => moov !== undefined)) return undefined;
      return {
        says: 'media came without a CMAF header before it, so that little of it can be judged',
        expected: 'ftyp and moov first',
        actual: 'no moov on this track',
        // A segment that is looked at alone has its header elsewhere.
        ...(settings.session ? {} : { as: 'info' as const }),
      };
    },
  }),
  'CMAF-TRK-017': rule('header again', {
    says: 'When the language changes, a new header tells so.',
    decides: ['DI-MT-11', 'DI-TT-10'],
    check: ({ before, now }) => {
      const { language } = differences(before, now);
      if (language === undefined) return undefined;
      return {
        says: 'a new header changes the language of the track',
        box: language,
        expected: `language ${before.traks[0]?.language ?? 'as before'}`,
        actual:
          language.type === 'elng'
            ? `language tag ${printable(decodeAs(language, 'elng').value.extended_language.slice(0, 40))}`
            : `language ${now.traks[0]?.language ?? 'unknown'}`,
      };
    },
  }),
} satisfies Partial<Record<keyof typeof cmafTrkFacts, Rule>>;
