import { has } from '../../media/bytes.ts';
import type { WholeSample } from '../model/whole-samples.ts';
import type { Broken } from '../rule.ts';
import { eventBoxes } from './cmaf-meta-events.ts';

/** What a section of SCTE 35 begins with. */
const table = Uint8Array.of(0xfc);

/** What to say of a sample whose boxes are not those of its track. */
export const boxesOf =
  (wanted: 'emsg' | 'emib') =>
  (sample: WholeSample): Broken | undefined => {
    const { boxes, fault } = eventBoxes(sample);
    const expected = `${wanted} boxes, or one emeb alone`;
    if (fault !== undefined) {
      const raw = has(sample.bytes, 0, table);
      return {
        says: raw
          ? 'a sample is a bare section of SCTE 35: put it into an event box'
          : 'a sample is no sequence of boxes',
        offset: sample.offset + fault.at,
        expected,
        actual: fault.says,
      };
    }
    const names = boxes.map((box) => (box.type === 'other' ? box.name : box.type));
    const actual = names.slice(0, 8).join(' ');
    const other = boxes.find(({ type }) => type !== wanted && type !== 'emeb' && type !== 'embe');
    if (other !== undefined) {
      const swapped = other.type === 'emsg' || other.type === 'emib';
      return {
        says: swapped
          ? `a sample has ${other.type} where its sample entry calls for ${wanted}`
          : `a sample has a box that is no ${wanted}`,
        offset: sample.offset + other.at,
        length: other.size,
        expected,
        actual,
      };
    }
    const filler = boxes.find(({ type }) => type === 'emeb' || type === 'embe');
    if (filler === undefined) return undefined;
    const where = { offset: sample.offset + filler.at, length: filler.size, expected };
    if (boxes.length > 1)
      return { says: 'an empty event box does not stand alone in its sample', ...where, actual };
    if (filler.size !== filler.body - filler.at) {
      return {
        says: 'an empty event box holds bytes',
        ...where,
        actual: `${String(filler.size)} bytes`,
        as: 'warning',
      };
    }
    return filler.type === 'emeb'
      ? undefined
      : { says: 'the empty event box is misspelt embe', ...where, actual, as: 'info' };
  };

/** What is wrong with the fields of an event box that could be read, or why it could not. */
export const fields = (sample: WholeSample): Broken | undefined => {
  const { boxes, fault } = eventBoxes(sample);
  if (fault !== undefined) return undefined;
  for (const box of boxes) {
    if (box.type !== 'emsg' && box.type !== 'emib') continue;
    const start = sample.offset + box.body;
    if ('broken' in box.event) {
      return {
        says: 'an event box cannot be read',
        offset: start + (box.event.at ?? 0),
        expected: 'all fields, strings with a zero byte at their end',
        actual: box.event.broken,
      };
    }
    const { value: event } = box.event;
    if (event.flags !== 0) {
      return {
        says: 'an event box has flags',
        offset: start + 1,
        length: 3,
        expected: '0',
        actual: String(event.flags),
      };
    }
    if ('timescale' in event && event.timescale === 0) {
      return {
        says: 'the timescale of an event message is 0',
        offset: start + event.at.timescale,
        length: 4,
        expected: 'the timescale of the track',
        actual: '0',
      };
    }
    if ('reserved' in event && event.reserved !== 0) {
      return {
        says: 'the reserved field of an event instance is not 0',
        offset: start + event.at.reserved,
        length: 4,
        expected: '0',
        actual: String(event.reserved),
        as: 'warning',
      };
    }
  }
  return undefined;
};
