import { find, type Box } from '../../media/isobmff/box.ts';
import { fieldIs } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { timeLength, unknownDuration, valuesOf } from './cmaf-hdr-reading.ts';

/** Seconds from 1904 to 1970, and to 2100: nobody makes CMAF before or behind them. */
const unixEpoch = 2_082_844_800n;
const tooLate = 6_185_289_600n;

/** Times of a header box that no clock shows (ISO/IEC 14496-12, 8.2.2: seconds since the beginning of 1904, UTC). */
const implausible = (box: Box, type: 'mvhd' | 'tkhd' | 'mdhd'): readonly Broken[] => {
  const values = valuesOf(box, type);
  if (values === undefined) return [];
  const { version } = values;
  return (['creation_time', 'modification_time'] as const).flatMap((field) => {
    const time = values[field];
    const early = time > 0n && time < unixEpoch;
    if (!early && time < tooLate && time !== unknownDuration(version)) return [];
    return [
      fieldIs(
        box,
        type,
        field,
        early
          ? `${field} is before 1970: Unix time without the seconds from 1904 to 1970?`
          : `${field} is in the far future`,
        '0, or seconds since 1904-01-01 UTC',
        String(time),
        timeLength(version),
      ),
    ];
  });
};

/** The rule about when a header says that it was made. */
export const cmafHdrTimeRules = {
  'CMAF-HDR-056': rule('header', {
    says: 'Creation and modification times are 0, or times that a clock can have shown.',
    check: ({ moov, traks }) => {
      const found: Broken[] = [];
      const mvhd = find(moov, 'mvhd');
      if (mvhd !== undefined) found.push(...implausible(mvhd, 'mvhd'));
      for (const { box } of traks.slice(0, 8)) {
        const tkhd = find(box, 'tkhd');
        const mdhd = find(box, 'mdia/mdhd');
        if (tkhd !== undefined) found.push(...implausible(tkhd, 'tkhd'));
        if (mdhd !== undefined) found.push(...implausible(mdhd, 'mdhd'));
      }
      return found.length === 0 ? undefined : found;
    },
  }),
};
