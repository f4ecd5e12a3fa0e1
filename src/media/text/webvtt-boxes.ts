import { ascii, concat } from '../bytes.ts';

const utf8 = new TextEncoder();

const box = (type: string, ...body: readonly Uint8Array[]): Uint8Array => {
  const payload = concat(...body);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, payload.length + 8);
  return concat(size, ascii(type), payload);
};

const textBox = (type: string, text: string | undefined): Uint8Array =>
  text === undefined ? new Uint8Array(0) : box(type, utf8.encode(text));

const sourceBox = (sourceId: number | undefined): Uint8Array => {
  if (sourceId === undefined) return new Uint8Array(0);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, sourceId);
  return box('vsid', bytes);
};

/** The bytes of a `vttc` box (ISO/IEC 14496-30, 7.4), with a box inside for each field that is given. */
export const cue = (fields: {
  readonly payload?: string;
  readonly id?: string;
  readonly sourceId?: number;
  readonly time?: string;
  readonly settings?: string;
}): Uint8Array =>
  box(
    'vttc',
    sourceBox(fields.sourceId),
    textBox('iden', fields.id),
    textBox('ctim', fields.time),
    textBox('sttg', fields.settings),
    textBox('payl', fields.payload),
  );

/** The bytes of a `vtte` box, for a sample in which no cue is active (ISO/IEC 14496-30, 7.4). */
export const emptyCue = (): Uint8Array => box('vtte');

/** The bytes of a `vtta` box, text between the cues (ISO/IEC 14496-30, 7.4). */
export const additionalText = (text: string): Uint8Array => box('vtta', utf8.encode(text));
