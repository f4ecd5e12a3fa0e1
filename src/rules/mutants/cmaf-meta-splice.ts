import { ascii, concat } from '../../media/bytes.ts';
import { spliceInsert, timeSignal, withCrc } from '../../media/events/encode-splice-info.ts';
import { eventMessage } from '../../media/events/event-boxes.ts';
import { eventTrack, splice, spliceEvent, spliceScheme } from '../examples/metadata.ts';
import { broken, oneTrack, type Mutant } from './mutant.ts';
import type { RuleId } from '../facts/index.ts';

interface Cue {
  readonly data?: Uint8Array;
  readonly scheme?: string;
  readonly duration?: number;
}

/** A track whose third sample, from 4 to 6 s, holds an event that is given, here of two seconds and at its time. */
const cueTrack = ({ data = splice, scheme = spliceScheme, duration = 2000 }: Cue) =>
  oneTrack(
    eventTrack({}, [
      { samples: [{ bytes: spliceEvent(0n, 1), duration: 2000 }] },
      { samples: [{ bytes: spliceEvent(2000n, 2), duration: 2000 }] },
      {
        samples: [
          {
            bytes: eventMessage({
              version: 1,
              scheme_id_uri: scheme,
              timescale: 1000,
              presentation_time: 4000n,
              event_duration: duration,
              id: 3,
              message_data: data,
            }),
            duration: 2000,
          },
        ],
      },
    ]),
    'track.cmfm',
  );

const cue = (what: string, wrong: Cue, right: Cue = {}, also: readonly RuleId[] = []): Mutant =>
  broken(
    what,
    () => cueTrack(right),
    () => cueTrack(wrong),
    { also },
  );

const replaced = (bytes: Uint8Array, at: number, value: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? value : byte));

/** A section with one byte set and its CRC made right again. */
const patched = (at: number, value: number): Uint8Array => withCrc(replaced(splice, at, value));

const base64 = (bytes: Uint8Array): Uint8Array => ascii(btoa(String.fromCharCode(...bytes)));
const out = { eventId: 1, out: true, pts90k: 900_000 };
const untimed = concat(splice.subarray(0, 20), Uint8Array.of(0x7f), splice.subarray(25));

/** An untimed splice_insert: four bytes shorter, in the section and in the command. */
const withoutTime = withCrc(replaced(replaced(untimed, 2, (splice[2] ?? 0) - 4), 12, (splice[12] ?? 0) - 4));

export const spliceMutants = {
  'CMAF-SCTE-001': [
    cue('a binary section in the scheme of XML', { scheme: 'urn:scte:scte35:2014:xml+bin' }),
    cue(
      'a section in a private scheme',
      { scheme: 'urn:example:splices' },
      { scheme: 'urn:example:splices', data: ascii('words') },
    ),
  ],
  'CMAF-SCTE-002': [
    cue('a byte behind the section', { data: concat(splice, Uint8Array.of(0)) }),
    cue('a section in base64', { data: base64(splice) }),
    cue('no section at all', { data: ascii('cue') }),
    cue('a private section', { data: patched(1, (splice[1] ?? 0) | 0x40) }),
    cue('protocol version 1', { data: patched(3, 1) }),
  ],
  'CMAF-SCTE-003': [
    cue('one bit of the CRC', { data: replaced(splice, splice.length - 1, (splice.at(-1) ?? 0) ^ 1) }),
  ],
  'CMAF-SCTE-004': [
    cue('a command that says one byte more', { data: patched(12, (splice[12] ?? 0) + 1) }),
    cue('a command that is not defined', { data: patched(13, 0x2a) }),
  ],
  'CMAF-SCTE-005': [
    cue('a break of no duration', { data: spliceInsert({ ...out, duration90k: 0 }) }),
    cue('neither immediate nor timed', { data: withoutTime }),
  ],
  'CMAF-SCTE-006': [
    cue('a break twice as long as its event', { data: spliceInsert({ ...out, duration90k: 4 * 90_000 }) }),
    cue(
      'a segment twice as long as its event',
      { data: timeSignal({ segmentation: { eventId: 1, typeId: 0x34, duration90k: 4 * 90_000 } }) },
      { data: timeSignal({ segmentation: { eventId: 1, typeId: 0x34, duration90k: 2 * 90_000 } }) },
    ),
  ],
  'CMAF-SCTE-007': 'excluded',
  'CMAF-SCTE-008': [
    cue(
      'a break without an end as an event of no duration',
      { data: spliceInsert(out), duration: 0 },
      { data: spliceInsert(out), duration: 0xffffffff },
    ),
  ],
} as const;
