import { decodeAs, printable, type Box } from '../../media/isobmff/box.ts';
import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import type { Segment, Track } from '../model/track.ts';
import { at, fieldIs } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';

/** How far ahead an event may lie, and how far behind one that is only late, in seconds. */
const mostAhead = 24 * 3600;
const mostBehind = 1;
const unknownDuration = 0xffffffff;

const isEvent = (box: Box): boolean => box.type === 'emsg' && box.parent === undefined;

/** Time of the first chunk behind an offset, in ticks from the time of the segment; undefined where it is not told. */
const ticksAt = (segment: Segment, offset: number): number | undefined => {
  if (segment.fragments === 1) return 0;
  if (!segment.contiguous || segment.chunks > segment.chunkSpans.length) return undefined;
  let ticks = 0;
  for (const span of segment.chunkSpans) {
    if (span.start > offset) return ticks;
    ticks += span.duration;
  }
  return undefined;
};

const eventTime = (box: Box, segment: Segment, track: Track): Broken | undefined => {
  const { value, fault } = decodeAs(box, 'emsg');
  const { version, timescale = 0, presentation_time: time = 0n, event_duration: duration = 0 } = value;
  const scale = track.trak?.timescale ?? 0;
  const ticks = ticksAt(segment, box.start);
  if (ticks === undefined || !Number.isFinite(segment.time + segment.earliest) || fault !== undefined)
    return undefined;
  if (version !== 1 || timescale === 0 || scale === 0) return undefined;
  const edit = track.trak?.mediaTime ?? 0n;
  const now =
    track.origin + BigInt(Math.trunc(segment.time + segment.earliest + ticks)) - (edit > 0n ? edit : 0n);
  const ahead = Number(time * BigInt(scale) - now * BigInt(timescale)) / scale / timescale;
  const spot = {
    ...at(box, 'emsg', 'presentation_time', 8),
    expected: `about ${String((now * BigInt(timescale)) / BigInt(scale))} in its timescale, or up to a day later`,
    actual: `${String(time)} (${Math.abs(ahead).toFixed(3)} s ${ahead < 0 ? 'before' : 'after'} the media)`,
  };
  if (ahead > mostAhead) return { says: 'an event lies more than a day ahead of its media', ...spot };
  if (ahead >= -mostBehind) return undefined;
  const lasting = duration === unknownDuration || ahead + duration / timescale > 0;
  return lasting
    ? // An event that goes on is repeated with the time at which it began.
      { says: 'an event began before the media that carries it, and goes on', ...spot, as: 'info' }
    : { says: 'an event was over before the media that carries it', ...spot };
};

/** Event messages beside the media (ISO/IEC 23009-1, 5.10.3.3; ISO/IEC 23000-19, 7.4.5). */
export const cmafSegEventRules = {
  'CMAF-SEG-020': rule('segment', {
    says: 'An event message stands in front of the media that it belongs to.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ({ boxes, chunks, chunkSpans, fragments, last }, { complete }) => {
      if (chunks === 0 || chunks > chunkSpans.length) return undefined;
      const from = chunkSpans[0]?.start ?? 0;
      const end = chunkSpans.at(-1)?.start ?? 0;
      for (const box of boxes) {
        if (box.type !== 'emsg' || box.start < from) continue;
        if (box.start > end) {
          if (!last || !complete) continue;
          return {
            says: 'no moof follows an event message',
            box,
            expected: 'emsg, then moof',
            actual: 'emsg behind the last moof',
          };
        }
        // Between fragments it begins something new; inside of one, later editions allow it too.
        if (fragments !== 1) continue;
        const { version } = decodeAs(box, 'emsg').value;
        return {
          says: 'an event message stands between the chunks of a fragment',
          box,
          expected: 'emsg before the first moof',
          actual: `version ${String(version)} behind it`,
          as: version === 0 ? 'warning' : 'info',
        };
      }
      return undefined;
    },
  }),
  'CMAF-SEG-021': rule('box', {
    says: 'An event message counts in the timescale of the track that it lies in.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak !== undefined && trak.timescale > 0,
    check: (box, { trak }) => {
      if (!isEvent(box) || trak === undefined) return undefined;
      const { value, fault } = decodeAs(box, 'emsg');
      const { timescale = 0 } = value;
      if (fault !== undefined || timescale === 0 || timescale === trak.timescale) return undefined;
      return fieldIs(
        box,
        'emsg',
        'timescale',
        'an event message counts in another timescale than its track',
        String(trak.timescale),
        String(timescale),
      );
    },
  }),
  'CMAF-SEG-022': rule('box', {
    says: 'An event message has version 0 or 1, no flags, a timescale, and strings that end.',
    decides: ['DI-TM-P4', 'DI-MT-01a'],
    unless: ['ISO-BOX-010', 'ISO-BOX-011', 'ISO-BOX-012', 'ISO-BOX-014'],
    check: (box) => {
      if (!isEvent(box)) return undefined;
      const { value, fault } = decodeAs(box, 'emsg');
      const { version, flags, timescale } = value;
      if (version > 1) {
        return fieldIs(
          box,
          'emsg',
          'version',
          'an event message of an unknown version',
          '0 or 1',
          String(version),
          1,
        );
      }
      if (fault !== undefined) {
        return {
          says: 'an event message ends before its fields do',
          box,
          offset: fault.at,
          expected: 'all fields, strings with a zero byte at their end',
          actual: fault.says,
        };
      }
      if (timescale === 0) {
        return fieldIs(
          box,
          'emsg',
          'timescale',
          'the timescale of an event message is 0',
          'more than 0',
          '0',
        );
      }
      return flags === 0
        ? undefined
        : fieldIs(box, 'emsg', 'flags', 'an event message has flags', '0', String(flags), 3);
    },
  }),
  'CMAF-SEG-023': rule('box', {
    says: 'Events are sent in a track of their own, not as messages beside media.',
    decides: ['DI-TM-16a', 'DI-TM-N1', 'DI-TM-P3'],
    applies: ({ trak }) => trak !== undefined && trak.kind !== 'metadata' && trak.kind !== 'other',
    check: (box, { trak }) => {
      if (!isEvent(box)) return undefined;
      const { scheme_id_uri } = decodeAs(box, 'emsg').value;
      return {
        says: `an event message beside media: ${printable(scheme_id_uri.slice(0, 80)) || 'no scheme'}`,
        box,
        expected: 'a timed metadata track',
        actual: `emsg in a track of ${trak?.kind ?? 'media'}`,
      };
    },
  }),
  'CMAF-SEG-024': rule('segment', {
    says: 'An event lies neither in the past of the media that carries it nor far ahead.',
    decides: ['DI-TM-P5'],
    applies: ({ headers }) => headers.at(-1)?.traks.length === 1,
    check: (segment, track) => {
      if (segment.chunks === 0) return undefined;
      for (const box of segment.boxes) {
        const broken = box.type === 'emsg' ? eventTime(box, segment, track) : undefined;
        if (broken !== undefined) return broken;
      }
      return undefined;
    },
  }),
} satisfies Partial<Record<keyof typeof cmafSegFacts, Rule>>;
