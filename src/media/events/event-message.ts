import { viewOf } from '../bytes.ts';
import type { Parsed } from '../codec/parsed.ts';
import { terminatedString } from './terminated-string.ts';

/** Offsets of the fields in the payload; `presentation_time` stands for the delta of version 0 too. */
export interface EventMessageOffsets {
  readonly scheme_id_uri: number;
  readonly value: number;
  readonly timescale: number;
  readonly presentation_time: number;
  readonly event_duration: number;
  readonly id: number;
  readonly message_data: number;
}

interface EventMessageFields {
  readonly flags: number;
  readonly scheme_id_uri: string;
  readonly value: string;
  readonly timescale: number;
  /** In units of `timescale`; 0xFFFFFFFF says that it is unknown. */
  readonly event_duration: number;
  readonly id: number;
  readonly message_data: Uint8Array;
  readonly at: EventMessageOffsets;
}

/** An event message box; times are in units of its `timescale`. */
export type EventMessage = EventMessageFields &
  (
    | { readonly version: 0; readonly presentation_time_delta: number }
    | { readonly version: 1; readonly presentation_time: bigint }
  );

const endsEarly = (payload: Uint8Array): { broken: string; at: number } => ({
  broken: 'the box ends inside its fields',
  at: payload.length,
});

const parseVersion0 = (payload: Uint8Array, flags: number): Parsed<EventMessage> => {
  const scheme = terminatedString(payload, 4, 'scheme_id_uri');
  if ('broken' in scheme) return scheme;
  const value = terminatedString(payload, scheme.value.end, 'value');
  if ('broken' in value) return value;
  const fixed = value.value.end;
  if (fixed + 16 > payload.length) return endsEarly(payload);
  const view = viewOf(payload);
  return {
    value: {
      version: 0,
      flags,
      scheme_id_uri: scheme.value.text,
      value: value.value.text,
      timescale: view.getUint32(fixed),
      presentation_time_delta: view.getUint32(fixed + 4),
      event_duration: view.getUint32(fixed + 8),
      id: view.getUint32(fixed + 12),
      message_data: payload.subarray(fixed + 16),
      at: {
        scheme_id_uri: 4,
        value: scheme.value.end,
        timescale: fixed,
        presentation_time: fixed + 4,
        event_duration: fixed + 8,
        id: fixed + 12,
        message_data: fixed + 16,
      },
    },
  };
};

const parseVersion1 = (payload: Uint8Array, flags: number): Parsed<EventMessage> => {
  if (payload.length < 24) return endsEarly(payload);
  const scheme = terminatedString(payload, 24, 'scheme_id_uri');
  if ('broken' in scheme) return scheme;
  const value = terminatedString(payload, scheme.value.end, 'value');
  if ('broken' in value) return value;
  const view = viewOf(payload);
  return {
    value: {
      version: 1,
      flags,
      timescale: view.getUint32(4),
      presentation_time: view.getBigUint64(8),
      event_duration: view.getUint32(16),
      id: view.getUint32(20),
      scheme_id_uri: scheme.value.text,
      value: value.value.text,
      message_data: payload.subarray(value.value.end),
      at: {
        timescale: 4,
        presentation_time: 8,
        event_duration: 16,
        id: 20,
        scheme_id_uri: 24,
        value: scheme.value.end,
        message_data: value.value.end,
      },
    },
  };
};

/**
 * Reads an event message box (`emsg`; ISO/IEC 23009-1, 5.10.3.3) from its payload, which begins with version and
 * flags. Broken where the version is neither 0 nor 1, where the fields do not fit, and where a string is not ended
 * inside the box or is not UTF-8.
 */
export const parseEventMessage = (payload: Uint8Array): Parsed<EventMessage> => {
  if (payload.length < 4) return endsEarly(payload);
  const word = viewOf(payload).getUint32(0);
  const version = word >>> 24;
  if (version === 0) return parseVersion0(payload, word & 0xffffff);
  if (version === 1) return parseVersion1(payload, word & 0xffffff);
  return { broken: `version ${version} of the box is not defined`, at: 0 };
};
