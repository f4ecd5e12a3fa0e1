/** Metadata blocks of ICY1: a length byte, fields such as `StreamTitle='…';`, zeros up to a multiple of 16 bytes. */
import { textOf } from './utf8.ts';

/** What a metadata block tells the listener. */
export interface Metadata {
  readonly StreamTitle?: string;
  readonly StreamUrl?: string;
}

export type Charset = 'utf-8' | 'latin1';

/** A metadata block as it came, and what is wrong with it. */
export interface ParsedMetadata extends Metadata {
  /** All fields; of those that repeat, the first. */
  readonly fields: ReadonlyMap<string, string>;
  /** `latin1` where the bytes are no UTF-8. */
  readonly charset: Charset;
  /** Sentences; none for a block as deployed servers send it. */
  readonly faults: readonly string[];
}

/** The length byte counts units of 16 bytes, so a block holds no more than this. */
const unit = 16;
const longestMetadata = 255 * unit;

const encode = (text: string, charset: Charset): Uint8Array =>
  charset === 'utf-8'
    ? new TextEncoder().encode(text)
    : Uint8Array.from(text, (letter) => {
        const code = letter.codePointAt(0) ?? 0;
        return code > 0xff ? 0x3f : code;
      });

/** The longest beginning of the text that fits, cut between characters. */
const truncated = (text: string, charset: Charset, room: number): string => {
  const letters = Array.from(text);
  let length = 0;
  const cut = letters.findIndex((letter) => (length += encode(letter, charset).length) > room);
  return cut === -1 ? text : letters.slice(0, cut).join('');
};

/**
 * A metadata block with its length byte: `StreamTitle='…';StreamUrl='…';`, padded with zeros. Nothing is escaped,
 * for no deployed reader knows an escape: a title ends at `';`. A zero would end the block, so zeros are left out. An
 * over-long title is truncated; an address that does not fit is left out, since half of one is wrong. No field makes
 * the single zero byte of a block without news.
 */
export const metadataBlock = (metadata: Metadata, charset: Charset = 'utf-8'): Uint8Array => {
  const clean = (text: string): string => text.replaceAll('\0', '');
  const url = metadata.StreamUrl === undefined ? '' : `StreamUrl='${clean(metadata.StreamUrl)}';`;
  const frame = "StreamTitle='';".length;
  const urlRoom = longestMetadata - (metadata.StreamTitle === undefined ? 0 : frame);
  const urlBytes = encode(url, charset);
  const kept = urlBytes.length <= urlRoom ? urlBytes : new Uint8Array(0);
  const title =
    metadata.StreamTitle === undefined
      ? ''
      : `StreamTitle='${truncated(clean(metadata.StreamTitle), charset, urlRoom - kept.length)}';`;
  const titleBytes = encode(title, charset);

  const units = Math.ceil((titleBytes.length + kept.length) / unit);
  const block = new Uint8Array(1 + units * unit);
  block[0] = units;
  block.set(titleBytes, 1);
  block.set(kept, 1 + titleBytes.length);
  return block;
};

const decode = (bytes: Uint8Array): { text: string; charset: Charset } => {
  const text = textOf(bytes);
  if (text !== undefined) return { text, charset: 'utf-8' };
  return { text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''), charset: 'latin1' };
};

const key = /([A-Za-z][\w-]*)='/y;

/** A value ends at the first `';` after which a field or nothing follows, so that a title may have `';` in it; else at the first. */
const endOfValue = (text: string, from: number): number => {
  for (let at = text.indexOf("';", from); at !== -1; at = text.indexOf("';", at + 1)) {
    key.lastIndex = at + 2;
    if (at + 2 === text.length || key.test(text)) return at;
  }
  return text.indexOf("';", from);
};

/** Most blocks: nothing but a zero. A stream may be full of them, so that they share one value. */
const noNews: ParsedMetadata = { fields: new Map(), charset: 'utf-8', faults: [] };

/** Reads a metadata block with its length byte, as foreign as it may be. */
export const parseMetadata = (block: Uint8Array): ParsedMetadata => {
  if (block.length === 1 && block[0] === 0) return noNews;
  const faults: string[] = [];
  const announced = (block[0] ?? 0) * unit;
  if (block.length === 0) faults.push('There is no length byte.');
  else if (block.length - 1 !== announced) {
    faults.push(`The length byte announces ${announced} bytes, but ${block.length - 1} follow.`);
  }
  const content = block.subarray(1, 1 + announced);
  const zero = content.indexOf(0);
  const used = zero === -1 ? content.length : zero;
  if (content.subarray(used).some((byte) => byte !== 0))
    faults.push(`Bytes follow the zero at byte ${1 + used}.`);
  if (content.length - used >= unit)
    faults.push(`${content.length - used} zeros pad the block; 15 would do.`);

  const { text, charset } = decode(content.subarray(0, used));
  const fields = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    key.lastIndex = at;
    const name = key.exec(text)?.[1];
    const start = key.lastIndex;
    const end = name === undefined ? -1 : endOfValue(text, start);
    if (name === undefined || end === -1) {
      faults.push(`${JSON.stringify(text.slice(at, at + 40))} is no field of the form Name='value';`);
      break;
    }
    if (fields.has(name)) faults.push(`${name} comes twice.`);
    else fields.set(name, text.slice(start, end));
    at = end + 2;
  }
  const [title, url] = [fields.get('StreamTitle'), fields.get('StreamUrl')];
  return {
    ...(title !== undefined && { StreamTitle: title }),
    ...(url !== undefined && { StreamUrl: url }),
    fields,
    charset,
    faults,
  };
};
