import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, concat } from '../bytes.ts';
import { emptyEventMessage, eventMessage, eventMessageInstance, schemeList } from './event-boxes.ts';
import { parseEventMessageInstance } from './event-message-instance.ts';
import { parseEventMessage } from './event-message.ts';
import { parseSchemeList } from './scheme-list.ts';

const scheme_id_uri = 'urn:scte:scte35:2013:bin';
const common = { scheme_id_uri, value: '1', event_duration: 90, id: 7, message_data: ascii('abc') };
const payloadOf = (box: Uint8Array): Uint8Array => box.subarray(8);

test('an event message of version 0 is read, with the offsets of its fields', () => {
  const box = eventMessage({ ...common, version: 0, timescale: 1000, presentation_time_delta: 5 });
  expect(box.subarray(0, 8)).toEqual(concat(Uint8Array.of(0, 0, 0, box.length), ascii('emsg')));
  expect(parseEventMessage(payloadOf(box))).toEqual({
    value: {
      ...common,
      version: 0,
      flags: 0,
      timescale: 1000,
      presentation_time_delta: 5,
      at: {
        scheme_id_uri: 4,
        value: 29,
        timescale: 31,
        presentation_time: 35,
        event_duration: 39,
        id: 43,
        message_data: 47,
      },
    },
  });
});

test('an event message of version 1 has a time of 64 bits', () => {
  const box = eventMessage({ ...common, version: 1, timescale: 1000, presentation_time: 2n ** 40n });
  expect(parseEventMessage(payloadOf(box))).toMatchObject({
    value: {
      ...common,
      version: 1,
      presentation_time: 2n ** 40n,
      at: { timescale: 4, presentation_time: 8, id: 20, scheme_id_uri: 24, value: 49, message_data: 51 },
    },
  });
});

test('an event message without an end of its strings, of another version, or cut is broken', () => {
  const payload = payloadOf(
    eventMessage({ ...common, version: 0, timescale: 1, presentation_time_delta: 0 }),
  );
  expect(parseEventMessage(payload.subarray(0, 20))).toMatchObject({ at: 4 });
  expect(parseEventMessage(payload.subarray(0, 46))).toMatchObject({ at: 46 });
  expect(parseEventMessage(Uint8Array.of(2, ...payload.subarray(1)))).toMatchObject({ at: 0 });
  expect(parseEventMessage(payload.map((byte, i) => (i === 5 ? 0xff : byte)))).toEqual({
    broken: 'scheme_id_uri is not UTF-8',
    at: 4,
  });
});

test('an event message instance may have begun before its sample', () => {
  const payload = payloadOf(eventMessageInstance({ ...common, presentation_time_delta: -3n }));
  expect(parseEventMessageInstance(payload)).toMatchObject({
    value: { ...common, version: 0, reserved: 0, presentation_time_delta: -3n, at: { message_data: 51 } },
  });
  expect(parseEventMessageInstance(payload.subarray(0, 23))).toMatchObject({ at: 23 });
  expect(parseEventMessageInstance(payload.subarray(0, 49))).toMatchObject({ at: 49 });
  expect(parseEventMessageInstance(Uint8Array.of(1, ...payload.subarray(1)))).toMatchObject({ at: 0 });
  expect(emptyEventMessage()).toEqual(Uint8Array.of(0, 0, 0, 8, ...ascii('emeb')));
});

test('a list of schemes is read, and broken where it declares more than it has', () => {
  const payload = payloadOf(
    schemeList(
      [
        { scheme_id_uri, atLeastOnce: true },
        { scheme_id_uri: 'a', value: 'b' },
      ],
      true,
    ),
  );
  expect(parseSchemeList(payload)).toMatchObject({
    value: {
      number_of_schemes: 2,
      otherSchemes: true,
      schemes: [
        { scheme_id_uri, value: '', atLeastOnce: true, at: 8 },
        { scheme_id_uri: 'a', value: 'b', atLeastOnce: false },
      ],
    },
  });
  expect(parseSchemeList(payload.map((byte, i) => (i === 4 ? 0xff : byte)))).toMatchObject({ at: 4 });
  expect(parseSchemeList(payload.map((byte, i) => (i === 7 ? 3 : byte)))).toHaveProperty('broken');
  expect(parseSchemeList(concat(payload, ascii('x')))).toMatchObject({ at: payload.length });
});

test('no bytes make these parsers throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(0, 1, 2), (bytes, version) => {
      for (const input of [bytes, Uint8Array.of(version, 0, 0, 0, ...bytes)])
        for (const parse of [parseEventMessage, parseEventMessageInstance, parseSchemeList])
          expect(parse(input)).toBeTypeOf('object');
    }),
  );
});
