/** The fields of ICY in a request, as the server reads them. Pure. */
import { isIcy2 } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { bytesOf, utf8, valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Settings } from './settings.ts';

/** A request of a source, and how it came. */
export interface SourceRequest {
  readonly head: RequestHead;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** Whether an earlier source of the mount point spoke ICY2. */
  readonly wasIcy2: boolean;
}

const isIcyName = (name: string): boolean => /^icy-/i.test(name);

/** The name under which a field is looked for. */
const wireName = (header: IcyHeader, { has }: Settings): string => {
  if (!has('reads-icy-meta-names-only')) return header;
  return header === 'icy-metadata-version' ? 'icy-meta-version' : header.replace('icy-', 'icy-meta-');
};

/** The value of a field of ICY2, as latin1; `undefined` where it was not sent. */
export const icyValue = (head: RequestHead, header: IcyHeader, settings: Settings): string | undefined =>
  valueOf(head, wireName(header, settings));

/** The announced version, as latin1: the first, where there are several. */
export const versionOf = (head: RequestHead, settings: Settings): string | undefined => {
  const { has } = settings;
  if (has('needs-version-first')) {
    const first = head.fields.find(({ name }) => isIcyName(name));
    return first?.name.toLowerCase() === 'icy-metadata-version' ? first.value : undefined;
  }
  if (has('case-sensitive-version-field'))
    return head.fields.find(({ name }) => name === 'icy-metadata-version')?.value;
  return icyValue(head, 'icy-metadata-version', settings);
};

const isKnown = (version: string, { has }: Settings): boolean => {
  if (has('takes-any-version')) return true;
  if (has('knows-2.1-only')) return version === '2.1';
  if (has('needs-digits-in-versions')) return /^2\.\d+$/.test(version);
  return isIcy2(version);
};

/** Whether a source speaks ICY-META 2: its version begins with `2.` (ICY2-VER-02, ICY2-VER-04). */
export const speaksIcy2 = ({ head, secure, wasIcy2 }: SourceRequest, settings: Settings): boolean => {
  const { has } = settings;
  if (has('speaks-icy1-only')) return false;
  if (secure && has('icy2-over-plain-http-only')) return false;
  if (wasIcy2 && has('stays-icy2')) return true;
  const version = versionOf(head, settings);
  if (version === undefined) return has('reads-icy2-without-version');
  return isKnown(version, settings);
};

/** Stands for a byte that is not UTF-8 and is to be printed as it came: see `asPrinted`. */
const firstOfBytes = 0x10ff00;

const everyByteKept = (value: string): string =>
  value.replace(/[\x80-\xff]/g, (byte) => String.fromCodePoint(firstOfBytes + byte.charCodeAt(0)));

/** The bytes of a page: UTF-8, and what stands for a byte as this byte. */
export const asPrinted = (text: string, { has }: Settings): Uint8Array => {
  if (!has('prints-invalid-utf-8')) return new TextEncoder().encode(text);
  const pieces = text.split(/([\u{10ff80}-\u{10ffff}])/u);
  return Buffer.concat(
    pieces.map((piece, index) =>
      index % 2 === 0 ? Buffer.from(piece) : Uint8Array.of((piece.codePointAt(0) ?? 0) - firstOfBytes),
    ),
  );
};

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

/** The longest value that is published by a server that cuts values, in bytes. */
const shortValue = 255;

const without = (value: string, { has }: Settings): string => {
  const whole = has('splits-at-every-colon') ? (value.split(':', 1)[0] ?? '') : value;
  return has('cuts-long-values') ? whole.slice(0, shortValue) : whole;
};

/** A value as text: UTF-8, with U+FFFD in place of what is none. */
export const icyText = (value: string, settings: Settings): string => {
  const kept = without(value, settings);
  if (settings.has('prints-invalid-utf-8') && utf8(kept) === undefined) return everyByteKept(kept);
  return lossy.decode(bytesOf(kept));
};

/** A value of a field that ICY2 has and ICY1 has not, as text. */
export const icy2Text = (value: string, settings: Settings): string => {
  const text = settings.has('garbles-icy2-text') ? without(value, settings) : icyText(value, settings);
  return settings.has('loses-4-byte-icy2-text') ? text.replace(/[\u{10000}-\u{10feff}]/gu, '?') : text;
};
