import { decodeAs, find, type Box } from '../../media/isobmff/box.ts';
import type { Trak } from '../model/header.ts';
import { fieldIs } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { timeLength, valuesOf } from './cmaf-hdr-reading.ts';

/** The only edit of a track, and where it stands; nothing where there are none, or several. */
const onlyEdit = (trak: Trak) => {
  const elst = find(trak.box, 'edts/elst');
  const values = valuesOf(elst, 'elst');
  const edit = values?.entries[0];
  if (elst === undefined || values === undefined || edit === undefined || values.entry_count !== 1) {
    return undefined;
  }
  const from = decodeAs(elst, 'elst').at['entries'] ?? elst.start;
  return { elst, edit, from, wide: timeLength(values.version) };
};

const broken = (
  box: Box,
  offset: number,
  length: number,
  says: string,
  expected: string,
  actual: string,
): Broken => ({ says, box, offset, length, expected, actual });

/** Rules about the edit list, which in CMAF only takes away an offset (ISO/IEC 23000-19, 7.5.13). */
export const cmafHdrEditRules = {
  'CMAF-HDR-042': rule('trak', {
    says: 'Where there is an edts it has one elst.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const edts = find(box, 'edts');
      if (edts === undefined || find(edts, 'elst') !== undefined) return undefined;
      return { says: 'edts without elst', box: edts, expected: '1 elst, or no edts', actual: 'none' };
    },
  }),
  'CMAF-HDR-043': rule('trak', {
    says: 'The edit list has one entry.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const elst = find(box, 'edts/elst');
      const values = valuesOf(elst, 'elst');
      if (elst === undefined || values === undefined || values.entry_count === 1) return undefined;
      const empty = (values.entries[0]?.media_time ?? 0n) === -1n;
      return fieldIs(
        elst,
        'elst',
        'entry_count',
        empty
          ? 'an empty edit before the media: move baseMediaDecodeTime instead'
          : 'the edit list has not one entry',
        'entry_count 1',
        `entry_count ${String(values.entry_count)}`,
      );
    },
  }),
  'CMAF-HDR-044': rule('trak', {
    says: 'The edit plays the media at its own rate.',
    decides: ['DI-MT-01a'],
    check: (trak) => {
      const only = onlyEdit(trak);
      if (only === undefined) return undefined;
      const { elst, edit, from, wide } = only;
      const { media_rate_integer, media_rate_fraction } = edit;
      if (media_rate_integer === 1 && media_rate_fraction === 0) return undefined;
      return broken(
        elst,
        from + 2 * wide,
        4,
        'the media rate of the edit is not 1.0',
        'media_rate_integer 1, media_rate_fraction 0',
        `media_rate_integer ${String(media_rate_integer)}, media_rate_fraction ${String(media_rate_fraction)}`,
      );
    },
  }),
  'CMAF-HDR-045': rule('trak', {
    says: 'The edit has no end of its own: segment_duration is 0.',
    decides: ['DI-MT-01a'],
    check: (trak) => {
      const only = onlyEdit(trak);
      if (only === undefined || only.edit.segment_duration === 0n) return undefined;
      return broken(
        only.elst,
        only.from,
        only.wide,
        'the edit tells a duration: as packagers do for recordings?',
        'segment_duration 0',
        `segment_duration ${String(only.edit.segment_duration)}`,
      );
    },
  }),
  'CMAF-HDR-046': rule('trak', {
    says: 'The edit begins in the media: media_time is not negative.',
    decides: ['DI-MT-01a'],
    check: (trak) => {
      const only = onlyEdit(trak);
      if (only === undefined || only.edit.media_time >= 0n) return undefined;
      return broken(
        only.elst,
        only.from + only.wide,
        only.wide,
        'the only edit is empty: nothing of the track would be shown',
        'media_time of at least 0',
        `media_time ${String(only.edit.media_time)}`,
      );
    },
  }),
  'CMAF-HDR-047': rule('trak', {
    says: 'Video of brand cmf2 has no edit list.',
    decides: ['DI-MT-01a'],
    check: ({ box, kind, header }) => {
      const edts = find(box, 'edts');
      if (edts === undefined || kind !== 'video' || header.structural !== 'cmf2') return undefined;
      // A track file, which has its index behind the header, may have one so that it begins at 0.
      if (header.boxes.some(({ type }) => type === 'sidx')) return undefined;
      return {
        says: 'an edit list on video of brand cmf2',
        box: edts,
        expected: 'no edts, and composition offsets of trun version 1',
        actual: 'edts',
      };
    },
  }),
  'CMAF-HDR-048': rule('fragment', {
    says: 'The edit of a video track takes away what lies between decode time and earliest composition time.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-HDR-043', 'CMAF-HDR-046', 'CMAF-HDR-047'],
    applies: ({ trak }) => trak?.kind === 'video' && find(trak.box, 'edts/elst') !== undefined,
    check: ({ first, earliest, contiguous }, { trak }) => {
      if (!first || !contiguous || trak === undefined) return undefined;
      const only = onlyEdit(trak);
      if (only === undefined || !Number.isSafeInteger(earliest)) return undefined;
      if (only.edit.media_time === BigInt(earliest)) return undefined;
      return {
        says: 'the edit does not begin at the earliest composition time: the track starts late, or loses pictures',
        expected: `media_time ${String(earliest)} (earliest composition time less baseMediaDecodeTime)`,
        actual: `media_time ${String(only.edit.media_time)} in moov/trak/edts/elst`,
      };
    },
  }),
  'CMAF-HDR-061': rule('trak', {
    says: 'The edit of an audio track skips no more than a codec needs to get going.',
    decides: ['DI-MT-01a'],
    check: (trak) => {
      const only = onlyEdit(trak);
      if (only === undefined || trak.kind !== 'audio' || trak.timescale === 0) return undefined;
      const { media_time } = only.edit;
      if (media_time <= BigInt(trak.timescale)) return undefined;
      return broken(
        only.elst,
        only.from + only.wide,
        only.wide,
        'the edit skips more audio than any codec has to: priming is 1024 or 2112 samples of AAC, 312 of Opus',
        `media_time of at most ${String(trak.timescale)}: one second`,
        `media_time ${String(media_time)}`,
      );
    },
  }),
};
