/** What the frames of an audio coding demand of a track: their length, and where a decoder has to begin. */
import { childrenOf, decodeAs, type Box } from '../../media/isobmff/box.ts';
import { aacOf } from '../model/codec.ts';
import type { Chunk } from '../model/chunk.ts';
import { inTrak, type Trak } from '../model/header.ts';
import type { Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';

/** The object types whose frames have 1024 samples, or 960 (ISO/IEC 14496-3, 4.5.1.1). */
const isPlainAac = (track: Track): boolean =>
  track.trak !== undefined && track.trak.timescale > 0 && frameOf(track.trak) > 0;

/** Ticks of one frame, not rounded; 0 where it cannot be told. Replication doubles samples and rate alike. */
const frameOf = (trak: Trak): number => {
  const config = aacOf(trak)?.config;
  if (config?.audioObjectType !== 2 || config.samplingFrequency === 0) return 0;
  return ((config.frameLengthFlag === true ? 960 : 1024) * trak.timescale) / config.samplingFrequency;
};

const frameLengths = () => {
  let known: Trak | undefined;
  let frame = 0;
  /** A last sample of another length: a fault only when more follows. */
  let odd = -1;
  return (chunk: Chunk, track: Track): Broken | undefined => {
    if (track.trak !== known && track.trak !== undefined) {
      known = track.trak;
      frame = frameOf(known);
    }
    const before = odd;
    odd = -1;
    const isFirst = track.chunks === 0 || chunk.afterHeader || chunk.resumes;
    const off = (duration: number): boolean => Math.abs(duration - frame) > 1;
    const broken = (duration: number): Broken => ({
      says: 'a sample of an AAC track does not last one frame',
      box: chunk.traf.box,
      expected: `${String(Number(frame.toFixed(2)))} ticks (1024 samples, or 960, at the sampling rate)`,
      actual: `${String(duration)} ticks`,
    });
    if (off(chunk.shortest) || off(chunk.longest)) {
      const { durations, listed } = chunk.listed;
      for (let i = isFirst ? 1 : 0; i + 1 < listed; i++) {
        const duration = durations[i] ?? 0;
        if (off(duration)) return broken(duration);
      }
      const last = durations[listed - 1] ?? 0;
      if (listed > 0 && off(last) && !(isFirst && listed === 1)) odd = last;
    }
    if (before < 0 || isFirst) return undefined;
    const says = 'the last sample of the chunk before does not last one frame, though more follows';
    return { ...broken(before), says };
  };
};

/** Codings that a decoder must begin some samples early, and the kind of sample group that says how many. */
const needsPreroll = (trak: Trak | undefined): boolean => {
  if (trak === undefined) return false;
  if (trak.original === 'Opus' || /^mhm[12]$/.test(trak.original)) return true;
  return aacOf(trak)?.config?.audioObjectType === 42;
};

const isPreroll = (type: string): boolean => type === 'roll' || type === 'prol';

/** Whether a table has descriptions of preroll, and whether samples have one without being told. */
const described = (tables: Box | undefined): 'no' | 'yes' | 'by default' => {
  const group = childrenOf(tables, 'sgpd').find((sgpd) =>
    isPreroll(decodeAs(sgpd, 'sgpd').value.grouping_type),
  );
  if (group === undefined) return 'no';
  const { default_group_description_index = 0 } = decodeAs(group, 'sgpd').value;
  return default_group_description_index > 0 ? 'by default' : 'yes';
};

const prerolls = () => {
  let asked = false;
  return (chunk: Chunk, { trak }: Track): Broken | undefined => {
    if (asked || trak === undefined) return undefined;
    asked = true;
    const traf = chunk.traf.box;
    const groups = [described(inTrak(trak, 'mdia/minf/stbl')), described(traf)];
    const mapped = childrenOf(traf, 'sbgp').some((sbgp) =>
      isPreroll(decodeAs(sbgp, 'sbgp').value.grouping_type),
    );
    if (groups.includes('by default') || (mapped && groups.includes('yes'))) return undefined;
    return {
      says: 'nothing says how many samples early a decoder of this coding must begin',
      box: traf,
      expected: 'sgpd of type roll or prol, and sbgp that refers to it',
      actual: groups.includes('yes') ? 'sgpd without sbgp' : 'no sgpd of these types',
    };
  };
};

export const cmafSeFrameRules = {
  'CMAF-SE-034': rule('chunk', {
    says: 'A sample of an AAC track lasts one frame, but for the first and the last of the stream.',
    decides: ['DI-MT-05b'],
    applies: isPlainAac,
    start: frameLengths,
  }),
  'CMAF-SE-037': rule('chunk', {
    says: 'Tracks of Opus, xHE-AAC and MPEG-H audio say how early a decoder must begin to be right at a sample.',
    applies: ({ trak }) => needsPreroll(trak),
    start: prerolls,
  }),
};
