import { ascii, has } from '../../media/bytes.ts';
import { spliceCommandType } from '../../media/events/splice-command.ts';
import type { SpliceInfo } from '../../media/events/splice-info.ts';
import { rational, type Rational } from '../../media/text/rational.ts';
import { excluded, rule, type Broken } from '../rule.ts';
import { inSeconds, near, spliceOf, spliceScheme, type SampleEvent } from './cmaf-meta-event.ts';
import { isEvents } from './cmaf-meta-events.ts';
import { overEvents } from './cmaf-meta-over-events.ts';

const scheme = (event: SampleEvent): Broken | undefined => {
  const { scheme_id_uri, message_data, at } = event;
  if (scheme_id_uri === spliceScheme) return undefined;
  const named = /scte35/i.test(scheme_id_uri);
  if (!named) {
    if (!has(message_data, 0, Uint8Array.of(0xfc)) || message_data.length < 17) return undefined;
    const parsed = spliceOf(event);
    if ('broken' in parsed || parsed.value.crcResidue !== 0 || parsed.value.faults.length > 0)
      return undefined;
  }
  return {
    says: /xml/i.test(scheme_id_uri)
      ? 'a cue of SCTE 35 has the scheme of XML: at ingest it is sent as a binary section'
      : 'a cue of SCTE 35 has another scheme',
    offset: at,
    expected: spliceScheme,
    actual: JSON.stringify(scheme_id_uri.slice(0, 80)),
  };
};

const ofScheme = (check: (event: SampleEvent) => Broken | undefined) =>
  overEvents((event) => (event.scheme_id_uri === spliceScheme ? check(event) : undefined));

/** The same for sections that could be read. */
const ofSection = (check: (info: SpliceInfo, event: SampleEvent) => Broken | undefined) =>
  ofScheme((event) => {
    const parsed = spliceOf(event);
    return 'broken' in parsed ? undefined : check(parsed.value, event);
  });

const base64 = ascii('/D');

const section = (event: SampleEvent): Broken | undefined => {
  const parsed = spliceOf(event);
  const { dataAt, message_data } = event;
  const expected = 'exactly one splice_info_section, as bytes';
  if ('broken' in parsed) {
    return {
      says: has(message_data, 0, base64)
        ? 'a cue is sent in base64: at ingest it is sent as bytes'
        : has(message_data, 0, ascii('<'))
          ? 'a cue is sent as XML: at ingest it is sent as a binary section'
          : 'message_data is no section of SCTE 35',
      offset: dataAt + (parsed.at ?? 0),
      length: 0,
      expected,
      actual: message_data.length === 0 ? 'no bytes' : parsed.broken,
    };
  }
  const info = parsed.value;
  const length = info.faults.find(({ at }) => at === 1);
  if (length !== undefined) {
    return {
      says: 'a section does not end with message_data',
      offset: dataAt + 1,
      length: 2,
      expected,
      actual: length.says,
    };
  }
  if (info.section_syntax_indicator || info.private_indicator || info.section_length > 4093) {
    return {
      says: 'the head of a section is not that of SCTE 35',
      offset: dataAt + 1,
      length: 2,
      expected: 'indicators of 0 and a length of at most 4093',
      actual: `indicators ${String(Number(info.section_syntax_indicator))} and ${String(Number(info.private_indicator))}, length ${String(info.section_length)}`,
    };
  }
  return info.protocol_version === 0
    ? undefined
    : {
        says: 'a section has a protocol version that is not defined',
        offset: dataAt + 3,
        length: 1,
        expected: '0',
        actual: String(info.protocol_version),
      };
};

const checksum = ({ crcResidue, section_length }: SpliceInfo, { dataAt }: SampleEvent): Broken | undefined =>
  crcResidue === 0
    ? undefined
    : {
        says: 'the CRC_32 of a section is wrong',
        offset: dataAt + section_length - 1,
        length: 4,
        expected: 'CRC-32 of MPEG-2 over the section',
        actual: 'another value',
      };

const commands: readonly number[] = Object.values(spliceCommandType);

const lengths = (info: SpliceInfo, { dataAt }: SampleEvent): Broken | undefined => {
  const fault = info.faults.find(({ at }) => at !== 1);
  if (fault !== undefined) {
    return {
      says: 'the lengths in a section do not fit',
      offset: dataAt + fault.at,
      length: 0,
      expected: 'a command and descriptors of the lengths that they tell',
      actual: fault.says,
    };
  }
  if (info.encrypted_packet || commands.includes(info.splice_command_type)) return undefined;
  return {
    says: 'a section has a command that is not defined',
    offset: dataAt + 13,
    length: 1,
    expected: commands.join(', '),
    actual: String(info.splice_command_type),
  };
};

const insertSanity = ({ command }: SpliceInfo, { dataAt }: SampleEvent): Broken | undefined => {
  if (command.kind !== 'splice_insert' || command.event === undefined) return undefined;
  const { break_duration, splice_time, program_splice_flag, splice_immediate_flag } = command.event;
  const where = { offset: dataAt + 14, length: 0 };
  if (break_duration?.duration === 0) {
    return {
      says: 'a splice_insert tells a break of no duration',
      ...where,
      expected: 'a duration, or none told',
      actual: '0',
    };
  }
  if (program_splice_flag && !splice_immediate_flag && splice_time?.time_specified_flag !== true) {
    return {
      says: 'a splice_insert is neither immediate nor tells its time',
      ...where,
      expected: 'pts_time',
      actual: 'time_specified_flag 0',
      // Players go by the time of the event, and encoders that know no transport stream write this.
      as: 'info',
    };
  }
  return undefined;
};

/** How long the break or the segments of a section last, in seconds; none where it does not tell. */
const durationsOf = ({ command, descriptors }: SpliceInfo): readonly Rational[] => {
  const told: number[] = [];
  if (command.kind === 'splice_insert' && command.event?.out_of_network_indicator === true) {
    if (command.event.break_duration !== undefined) told.push(command.event.break_duration.duration);
  }
  for (const { segmentation } of descriptors) {
    if (segmentation?.event?.segmentation_duration !== undefined) {
      told.push(segmentation.event.segmentation_duration);
    }
  }
  return told.filter((ticks) => ticks > 0).flatMap((ticks) => rational(BigInt(ticks), 90_000n) ?? []);
};

/** A frame of 24 a second, and a little more: 50 ms. */
const aFrame: Rational = { numerator: 1n, denominator: 20n };

const sameDuration = (info: SpliceInfo, { lasts, event_duration }: SampleEvent): Broken | undefined => {
  const [first, ...others] = durationsOf(info);
  if (first === undefined || lasts === undefined || event_duration === 0) return undefined;
  if ([first, ...others].some((told) => near(told, lasts, aFrame))) return undefined;
  return {
    says: 'an event and the break that it announces are of different durations',
    expected: `an event of ${inSeconds(first)}`,
    actual: `an event of ${inSeconds(lasts)}`,
  };
};

const unknownDuration = (info: SpliceInfo, { event_duration }: SampleEvent): Broken | undefined => {
  const { command } = info;
  const opens = command.kind === 'splice_insert' && command.event?.out_of_network_indicator === true;
  if (!opens || event_duration !== 0 || durationsOf(info).length > 0) return undefined;
  return {
    says: 'a break of unknown duration is an event of no duration',
    expected: 'event_duration 0xFFFFFFFF',
    actual: '0',
    as: 'info',
  };
};

/** Cues of SCTE 35 in events (SCTE 35, 9; SCTE 214-1; DASH-IF Ingest, timed metadata 14 and table 5). */
export const metaSpliceRules = {
  'CMAF-SCTE-001': rule('samples', {
    says: 'A cue of SCTE 35 has the scheme of binary sections.',
    decides: ['DI-TM-14a', 'DI-T5-scheme_id_uri', 'DI-T4-scte'],
    applies: isEvents,
    check: overEvents(scheme),
  }),
  'CMAF-SCTE-002': rule('samples', {
    says: 'An event of SCTE 35 carries exactly one section.',
    decides: ['DI-TM-14c', 'DI-T5-message_data'],
    applies: isEvents,
    check: ofScheme(section),
  }),
  'CMAF-SCTE-003': rule('samples', {
    says: 'A section of SCTE 35 ends with the right CRC.',
    decides: ['DI-TM-14c', 'DI-T5-message_data'],
    unless: ['CMAF-SCTE-002'],
    applies: isEvents,
    check: ofSection(checksum),
  }),
  'CMAF-SCTE-004': rule('samples', {
    says: 'The command and the descriptors of a section are as long as it tells.',
    decides: ['DI-TM-14c', 'DI-T5-message_data'],
    unless: ['CMAF-SCTE-002', 'CMAF-SCTE-003'],
    applies: isEvents,
    check: ofSection(lengths),
  }),
  'CMAF-SCTE-005': rule('samples', {
    says: 'A splice_insert tells when it happens, and a break that lasts.',
    decides: ['DI-TM-14b'],
    unless: ['CMAF-SCTE-003', 'CMAF-SCTE-004'],
    applies: isEvents,
    check: ofSection(insertSanity),
  }),
  'CMAF-SCTE-006': rule('samples', {
    says: 'An event lasts as long as the break that it announces.',
    decides: ['DI-TM-09', 'DI-T5-event_duration'],
    unless: ['CMAF-SCTE-003', 'CMAF-SCTE-004'],
    applies: isEvents,
    check: ofSection(sameDuration),
  }),
  'CMAF-SCTE-007': excluded(
    'pts_time counts on the clock of a transport stream: there is nothing to compare it with',
    {
      says: 'The time in a cue is not taken for a time of the track.',
    },
  ),
  'CMAF-SCTE-008': rule('samples', {
    says: 'An event of a break whose duration nobody knows says so.',
    decides: ['DI-TM-14b', 'DI-T5-event_duration', 'DI-T5-value'],
    unless: ['CMAF-SCTE-003', 'CMAF-SCTE-004'],
    applies: isEvents,
    check: ofSection(unknownDuration),
  }),
};
