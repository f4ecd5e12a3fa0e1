import { viewOf } from '../bytes.ts';
import type { Parsed } from '../codec/parsed.ts';
import { terminatedString } from './terminated-string.ts';

/** An event message instance box, the sample form of an event; times are in the timescale of its track. */
export interface EventMessageInstance {
  readonly version: 0;
  readonly flags: number;
  readonly reserved: number;
  /** From the presentation time of the sample; negative for an event that began before it. */
  readonly presentation_time_delta: bigint;
  /** 0xFFFFFFFF says that it is unknown. */
  readonly event_duration: number;
  readonly id: number;
  readonly scheme_id_uri: string;
  readonly value: string;
  readonly message_data: Uint8Array;
  /** Offsets of the fields in the payload. */
  readonly at: {
    readonly reserved: number;
    readonly presentation_time_delta: number;
    readonly event_duration: number;
    readonly id: number;
    readonly scheme_id_uri: number;
    readonly value: number;
    readonly message_data: number;
  };
}

/**
 * Reads an event message instance box (`emib`; ISO/IEC 23001-18, 6.1) from its payload, which begins with version
 * and flags. Broken where the version is not 0, where the fields do not fit, and where a string is not ended inside
 * the box or is not UTF-8.
 */
export const parseEventMessageInstance = (payload: Uint8Array): Parsed<EventMessageInstance> => {
  if (payload.length < 24) return { broken: 'the box ends inside its fields', at: payload.length };
  const view = viewOf(payload);
  const word = view.getUint32(0);
  if (word >>> 24 !== 0) return { broken: `version ${word >>> 24} of the box is not defined`, at: 0 };
  const scheme = terminatedString(payload, 24, 'scheme_id_uri');
  if ('broken' in scheme) return scheme;
  const value = terminatedString(payload, scheme.value.end, 'value');
  if ('broken' in value) return value;
  return {
    value: {
      version: 0,
      flags: word & 0xffffff,
      reserved: view.getUint32(4),
      presentation_time_delta: view.getBigInt64(8),
      event_duration: view.getUint32(16),
      id: view.getUint32(20),
      scheme_id_uri: scheme.value.text,
      value: value.value.text,
      message_data: payload.subarray(value.value.end),
      at: {
        reserved: 4,
        presentation_time_delta: 8,
        event_duration: 16,
        id: 20,
        scheme_id_uri: 24,
        value: scheme.value.end,
        message_data: value.value.end,
      },
    },
  };
};
