import { decodeAs, find } from '../../media/isobmff/box.ts';
import { readHeader } from '../../media/isobmff/tree.ts';
import { viewOf } from '../../media/bytes.ts';
import type { Parsed } from '../../media/codec/parsed.ts';
import { parseEventMessage, type EventMessage } from '../../media/events/event-message.ts';
import {
  parseEventMessageInstance,
  type EventMessageInstance,
} from '../../media/events/event-message-instance.ts';
import type { Fault } from '../../media/events/fault.ts';
import type { Trak } from '../model/header.ts';
import type { WholeSample } from '../model/whole-samples.ts';
import type { Track } from '../model/track.ts';

interface Placed {
  /** Offset in the sample, length, and offset of the payload in the sample. */
  readonly at: number;
  readonly size: number;
  readonly body: number;
}

/** A box of a sample of events. */
export type EventBox = Placed &
  (
    | { readonly type: 'emsg'; readonly event: Parsed<EventMessage> }
    | { readonly type: 'emib'; readonly event: Parsed<EventMessageInstance> }
    /** Nothing is active: as the standard spells it, and as old packagers did. */
    | { readonly type: 'emeb' | 'embe' }
    | { readonly type: 'other'; readonly name: string }
  );

/** A sample of events as boxes; where one does not fit, a fault, and those before it. */
export interface EventBoxes {
  readonly boxes: readonly EventBox[];
  readonly fault?: Fault;
}

/** Boxes of one sample that are read. */
const mostBoxes = 1024;

const boxOf = (type: string, place: Placed, payload: Uint8Array): EventBox => {
  if (type === 'emsg') return { ...place, type, event: parseEventMessage(payload) };
  if (type === 'emib') return { ...place, type, event: parseEventMessageInstance(payload) };
  if (type === 'emeb' || type === 'embe') return { ...place, type };
  return { ...place, type: 'other', name: type };
};

const read = (bytes: Uint8Array): EventBoxes => {
  const view = viewOf(bytes);
  const boxes: EventBox[] = [];
  let at = 0;
  while (at < bytes.length && boxes.length < mostBoxes) {
    const header = readHeader(view, at, bytes.length);
    if (header === undefined) {
      return { boxes, fault: { at, says: `${String(bytes.length - at)} bytes are too few for a box` } };
    }
    const { size, type, header: length } = header;
    if (size < length || size > bytes.length - at) {
      const says = `a box claims ${String(size)} bytes and ${String(bytes.length - at)} are there`;
      return { boxes, fault: { at, says } };
    }
    boxes.push(boxOf(type, { at, size, body: at + length }, bytes.subarray(at + length, at + size)));
    at += size;
  }
  return { boxes };
};

const known = new WeakMap<WholeSample, EventBoxes>();

/** The boxes of a sample of events (ISO/IEC 23001-18, 6), read once for all rules that ask. Never throws. */
export const eventBoxes = (sample: WholeSample): EventBoxes => {
  const before = known.get(sample);
  if (before !== undefined) return before;
  const boxes = read(sample.bytes);
  known.set(sample, boxes);
  return boxes;
};

/** The URI that says what the samples of a `urim` track hold (ISO/IEC 14496-12, 12.3.3.3). */
export const formatUri = (trak: Trak | undefined): string | undefined => {
  const uri = find(trak?.entries[0], 'uri ');
  return uri === undefined ? undefined : decodeAs(uri, 'uri ').value.theURI;
};

/** The URI of event message boxes; the second spelling is that of a sentence of the ingest document. */
export const eventUri = 'urn:mpeg:dash:event:2012';
export const shortEventUri = 'mpeg:dash:event:2012';

const plain = ({ trak }: Track, coding: string): boolean =>
  trak?.original === coding && !trak.encrypted && trak.timescale > 0;

/** Whether the samples of a track are event message boxes. */
export const isMessages = (track: Track): boolean => {
  if (!plain(track, 'urim')) return false;
  const uri = formatUri(track.trak);
  return uri === eventUri || uri === shortEventUri;
};

/** Whether the samples of a track are event message instances. */
export const isInstances = (track: Track): boolean => plain(track, 'evte');

/** Whether the samples of a track are events of any form. */
export const isEvents = (track: Track): boolean => plain(track, 'urim') || isInstances(track);

export const isMetadata = ({ trak }: Track): boolean => trak?.kind === 'metadata';
