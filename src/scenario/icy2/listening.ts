/**
 * What our server does to a listener under test, as data: one act for each request of the mount point that comes, in
 * order, the last repeating. A HEAD is answered with the head of the act and uses up none; other paths than the mount
 * point, and than where a redirect leads, are 404.
 */
import { metadataBlock } from '../../icy/metadata-block.ts';
import type { Charset } from '../../icy/metadata-block.ts';
import type { DelayName } from '../timing.ts';

/** A block of metadata: one without news, one as deployed servers write it, or one of any bytes, given as latin1. */
export type BlockPlan =
  | 'empty'
  | { readonly title?: string; readonly url?: string; readonly charset?: Charset }
  | { readonly raw: string };

/** What is said of metadata, and what is then done. */
export interface ServedMetadata {
  /** The value of `icy-metaint` as it is printed. */
  readonly metaint: string;
  /** How many bytes of audio stand between two blocks; absent where no block comes. */
  readonly every?: number;
  /** The blocks in order; those after them are empty. */
  readonly blocks?: readonly BlockPlan[];
  /** Each byte of a block goes out in a segment of its own. */
  readonly byteByByte?: true;
}

/** The body of an answer: our own MP3, without end unless it is given one. Places are bytes of the body. */
export interface ServedStream {
  /** Given to whoever asks for metadata (`Icy-MetaData: 1`); others get the audio alone. */
  readonly metadata?: ServedMetadata;
  /** Nothing is sent for a while. */
  readonly pause?: { readonly after: number; readonly for: DelayName };
  /** The connection ends there. */
  readonly ends?: { readonly after: number; readonly how: 'close' | 'reset' };
}

export interface ListenerAct {
  readonly status: number;
  /** `HTTP/1.1` unless said; `ICY` gives `ICY 200 OK`. */
  readonly version?: 'HTTP/1.1' | 'HTTP/1.0' | 'ICY';
  /** `audio/mpeg` unless said; `none` leaves it out. */
  readonly contentType?: 'none';
  /**
   * Further fields, values as bytes in latin1; `{origin}` is our address, `{mount}` the mount. Where a redirect leads,
   * the next act is played.
   */
  readonly fields?: readonly (readonly [name: string, value: string])[];
  readonly chunked?: true;
  /** How late the answer comes. */
  readonly delay?: DelayName;
  readonly stream?: ServedStream;
}

/** When the scenario has seen enough of the listener. It always has once the listener has gone for good. */
export type ListenerUntil =
  /**
   * So many bytes of body read under the last act of the script; or nothing more was read for the deadline `payload`,
   * or nobody asked for it during the delay.
   */
  | { readonly read: number; readonly orQuietFor: DelayName }
  /** So many requests, or no further one came during the delay. */
  | { readonly requests: number; readonly orQuietFor: DelayName };

const unit = 16;
const longestMetadata = 255 * unit;

/** The bytes of a block with its length byte, padded with zeros; no more than a block can hold. */
export const blockOf = (plan: BlockPlan): Uint8Array => {
  if (plan === 'empty') return metadataBlock({});
  if (!('raw' in plan)) {
    const { title, url, charset } = plan;
    return metadataBlock(
      {
        ...(title === undefined ? {} : { StreamTitle: title }),
        ...(url === undefined ? {} : { StreamUrl: url }),
      },
      charset,
    );
  }
  const content = plan.raw.slice(0, longestMetadata);
  const units = Math.ceil(content.length / unit);
  const block = new Uint8Array(1 + units * unit);
  block[0] = units;
  for (let at = 0; at < content.length; at += 1) block[1 + at] = content.charCodeAt(at);
  return block;
};

/** Where in the body the block with this number (from 0) begins, for a listener that asked for metadata. */
export const blockBegins = ({ every = 0, blocks = [] }: ServedMetadata, index: number): number => {
  const before = blocks.slice(0, index).reduce((sum, plan) => sum + blockOf(plan).length, 0);
  const empty = Math.max(0, index - blocks.length);
  return every * (index + 1) + before + empty;
};

/** Where in the body the last block with news is over; 0 where there is none. */
export const newsEnds = ({ metadata }: ServedStream): number => {
  const { blocks = [], every } = metadata ?? {};
  const last = blocks.at(-1);
  if (metadata === undefined || every === undefined || last === undefined) return 0;
  return blockBegins(metadata, blocks.length - 1) + blockOf(last).length;
};

const metadataWords = ({ metaint, every, blocks = [], byteByByte }: ServedMetadata): string[] => {
  const value = metaint.length > 40 ? `${metaint.slice(0, 40)}…` : metaint;
  const count = blocks.filter((plan) => plan !== 'empty').length;
  return [
    `icy-metaint: ${value}`,
    ...(every === undefined
      ? ['no block of metadata']
      : [`a block every ${String(every)} bytes, ${String(count)} with news`]),
    ...(byteByByte ? ['blocks byte by byte'] : []),
  ];
};

const endWords = ({ ends }: ServedStream): string[] => {
  if (ends === undefined) return [];
  return [`${ends.how === 'close' ? 'closed' : 'reset'} after ${String(ends.after)} bytes`];
};

/** An act in a few words, as a step of the trace says it. */
export const listenerActWords = (act: ListenerAct): string => {
  const { status, version = 'HTTP/1.1', stream, delay } = act;
  return [
    `${version} ${String(status)}`,
    ...(delay === undefined ? [] : [`after a delay (${delay})`]),
    ...(act.contentType === 'none' ? ['no Content-Type'] : []),
    ...(act.fields ?? []).map(([name]) => name),
    ...(act.chunked ? ['chunked'] : []),
    ...(stream?.metadata === undefined ? [] : metadataWords(stream.metadata)),
    ...(stream?.pause === undefined
      ? []
      : [`a pause (${stream.pause.for}) after ${String(stream.pause.after)} bytes`]),
    ...(stream === undefined ? [] : endWords(stream)),
  ].join(', ');
};

/** What the listener is waited for to do, as a noun phrase. */
export const listenerUntilWords = (until: ListenerUntil): string =>
  'read' in until
    ? `${String(until.read)} bytes of the stream that it has read`
    : `${String(until.requests)} requests, or none for a while`;
