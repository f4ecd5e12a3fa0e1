import { bitCursor } from './bit-cursor.ts';
import type { BitCursor } from './bit-cursor.ts';
import type { Fault } from './fault.ts';

/** What a `segmentation_descriptor()` says of an event that it does not cancel. */
export interface SegmentationEvent {
  readonly program_segmentation_flag: boolean;
  readonly segmentation_duration_flag: boolean;
  readonly delivery_not_restricted_flag: boolean;
  readonly web_delivery_allowed_flag?: boolean;
  readonly no_regional_blackout_flag?: boolean;
  readonly archive_allowed_flag?: boolean;
  readonly device_restrictions?: number;
  /** `pts_offset` in ticks of 90 kHz. */
  readonly components?: readonly { readonly component_tag: number; readonly pts_offset: number }[];
  /** In ticks of 90 kHz. */
  readonly segmentation_duration?: number;
  readonly segmentation_upid_type: number;
  readonly segmentation_upid_length: number;
  readonly segmentation_upid: Uint8Array;
  readonly segmentation_type_id: number;
  readonly segment_num: number;
  readonly segments_expected: number;
  readonly sub_segment_num?: number;
  readonly sub_segments_expected?: number;
}

/** A segmentation descriptor. */
export interface SegmentationDescriptor {
  readonly segmentation_event_id: number;
  readonly segmentation_event_cancel_indicator: boolean;
  readonly segmentation_event_id_compliance_indicator: boolean;
  /** Absent if the event is cancelled. */
  readonly event?: SegmentationEvent;
}

/** One descriptor of a section. */
export interface SpliceDescriptor {
  /** Where it begins in the section. */
  readonly at: number;
  readonly splice_descriptor_tag: number;
  readonly descriptor_length: number;
  /** Four characters as a number, such as 0x43554549 for `CUEI`; absent where the descriptor is too short. */
  readonly identifier?: number;
  /** The bytes behind the identifier. */
  readonly body: Uint8Array;
  /** Present if this is a segmentation descriptor that could be read. */
  readonly segmentation?: SegmentationDescriptor;
}

/** The identifier of the descriptors that SCTE 35 defines itself. */
export const CUEI = 0x43554549;

const segmentationTag = 2;

const components = (cursor: BitCursor): SegmentationEvent['components'] => {
  const count = cursor.bits(8);
  const list: { component_tag: number; pts_offset: number }[] = [];
  for (let i = 0; i < count && !cursor.overrun(); i++) {
    const component_tag = cursor.bits(8);
    cursor.bits(7);
    list.push({ component_tag, pts_offset: cursor.bits(33) });
  }
  return list;
};

const segmentationEvent = (cursor: BitCursor): SegmentationEvent => {
  const program_segmentation_flag = cursor.flag();
  const segmentation_duration_flag = cursor.flag();
  const delivery_not_restricted_flag = cursor.flag();
  const restrictions = delivery_not_restricted_flag
    ? {}
    : {
        web_delivery_allowed_flag: cursor.flag(),
        no_regional_blackout_flag: cursor.flag(),
        archive_allowed_flag: cursor.flag(),
        device_restrictions: cursor.bits(2),
      };
  if (delivery_not_restricted_flag) cursor.bits(5);
  const parts = program_segmentation_flag ? {} : { components: components(cursor) };
  const duration = segmentation_duration_flag ? { segmentation_duration: cursor.bits(40) } : {};
  const segmentation_upid_type = cursor.bits(8);
  const segmentation_upid_length = cursor.bits(8);
  const event = {
    program_segmentation_flag,
    segmentation_duration_flag,
    delivery_not_restricted_flag,
    ...restrictions,
    ...parts,
    ...duration,
    segmentation_upid_type,
    segmentation_upid_length,
    segmentation_upid: cursor.bytes(segmentation_upid_length),
    segmentation_type_id: cursor.bits(8),
    segment_num: cursor.bits(8),
    segments_expected: cursor.bits(8),
  };
  // Older writers leave out the sub-segments, so they are read only where bytes are left for them.
  return cursor.left() < 2
    ? event
    : { ...event, sub_segment_num: cursor.bits(8), sub_segments_expected: cursor.bits(8) };
};

/** Reads the body of a segmentation descriptor behind its identifier; undefined where the bytes end first. */
const segmentation = (body: Uint8Array): SegmentationDescriptor | undefined => {
  const cursor = bitCursor(body);
  const segmentation_event_id = cursor.bits(32);
  const segmentation_event_cancel_indicator = cursor.flag();
  const segmentation_event_id_compliance_indicator = cursor.flag();
  cursor.bits(6);
  const head = {
    segmentation_event_id,
    segmentation_event_cancel_indicator,
    segmentation_event_id_compliance_indicator,
  };
  const whole = segmentation_event_cancel_indicator ? head : { ...head, event: segmentationEvent(cursor) };
  return cursor.overrun() ? undefined : whole;
};

/**
 * Reads the descriptors between `start` and `end` of a section (SCTE 35, 10). A descriptor that reaches beyond `end`
 * ends the list, and is a fault, as is one that is too short for what it should hold.
 */
export const readSpliceDescriptors = (
  section: Uint8Array,
  start: number,
  end: number,
): { readonly descriptors: readonly SpliceDescriptor[]; readonly faults: readonly Fault[] } => {
  const descriptors: SpliceDescriptor[] = [];
  const faults: Fault[] = [];
  let at = start;
  while (at < end) {
    const length = at + 1 < end ? (section[at + 1] ?? 0) : 0;
    if (at + 2 + length > end) {
      faults.push({ at, says: 'a descriptor reaches beyond the end of the descriptor loop' });
      break;
    }
    const cursor = bitCursor(section, at + 2, at + 2 + length);
    const tag = section[at] ?? 0;
    const head = { at, splice_descriptor_tag: tag, descriptor_length: length };
    if (length < 4) {
      faults.push({ at: at + 1, says: 'a descriptor is too short for its identifier' });
      descriptors.push({ ...head, body: cursor.bytes(length) });
    } else {
      const identifier = cursor.bits(32);
      const body = cursor.bytes(length - 4);
      const isSegmentation = tag === segmentationTag && identifier === CUEI;
      const read = isSegmentation ? segmentation(body) : undefined;
      if (isSegmentation && read === undefined)
        faults.push({ at, says: 'a segmentation descriptor ends inside its fields' });
      descriptors.push({ ...head, identifier, body, ...(read === undefined ? {} : { segmentation: read }) });
    }
    at += 2 + length;
  }
  return { descriptors, faults };
};
