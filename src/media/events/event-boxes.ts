import { ascii, concat } from '../bytes.ts';

const utf8 = new TextEncoder();

const u32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

const u64 = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value));
  return bytes;
};

const text = (value: string): Uint8Array => concat(utf8.encode(value), new Uint8Array(1));

const fullBox = (type: string, version: number, ...body: readonly Uint8Array[]): Uint8Array => {
  const payload = concat(u32(version * 2 ** 24), ...body);
  return concat(u32(payload.length + 8), ascii(type), payload);
};

interface AnyEvent {
  readonly scheme_id_uri: string;
  readonly value?: string;
  readonly event_duration?: number;
  readonly id?: number;
  readonly message_data?: Uint8Array;
}

/** An event message box to be written; what is absent is empty or 0. */
export type EventMessageToWrite = AnyEvent & { readonly timescale: number } & (
    | { readonly version: 0; readonly presentation_time_delta: number }
    | { readonly version: 1; readonly presentation_time: bigint }
  );

/** The bytes of an `emsg` box with its header (ISO/IEC 23009-1, 5.10.3.3). */
export const eventMessage = (event: EventMessageToWrite): Uint8Array => {
  const strings = concat(text(event.scheme_id_uri), text(event.value ?? ''));
  const lengthAndId = concat(u32(event.event_duration ?? 0), u32(event.id ?? 0));
  const data = event.message_data ?? new Uint8Array(0);
  const scale = u32(event.timescale);
  return event.version === 0
    ? fullBox('emsg', 0, strings, scale, u32(event.presentation_time_delta), lengthAndId, data)
    : fullBox('emsg', 1, scale, u64(event.presentation_time), lengthAndId, strings, data);
};

/** The bytes of an `emib` box with its header (ISO/IEC 23001-18, 6.1); what is absent is empty or 0. */
export const eventMessageInstance = (
  event: AnyEvent & { readonly presentation_time_delta?: bigint },
): Uint8Array =>
  fullBox(
    'emib',
    0,
    u32(0),
    u64(event.presentation_time_delta ?? 0n),
    u32(event.event_duration ?? 0),
    u32(event.id ?? 0),
    text(event.scheme_id_uri),
    text(event.value ?? ''),
    event.message_data ?? new Uint8Array(0),
  );

/** The bytes of an `emeb` box, the sample in which no event is active (ISO/IEC 23001-18, 6.2). */
export const emptyEventMessage = (): Uint8Array => concat(u32(8), ascii('emeb'));

/** The bytes of a `silb` box with its header (ISO/IEC 23001-18, 7.3). */
export const schemeList = (
  schemes: readonly {
    readonly scheme_id_uri: string;
    readonly value?: string;
    readonly atLeastOnce?: boolean;
  }[],
  otherSchemes = false,
): Uint8Array =>
  fullBox(
    'silb',
    0,
    u32(schemes.length),
    ...schemes.map((scheme) =>
      concat(
        text(scheme.scheme_id_uri),
        text(scheme.value ?? ''),
        Uint8Array.of(scheme.atLeastOnce === true ? 1 : 0),
      ),
    ),
    Uint8Array.of(otherSchemes ? 1 : 0),
  );
