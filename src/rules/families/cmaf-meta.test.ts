import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, hex } from '../../media/bytes.ts';
import { emptyEventMessage, eventMessage } from '../../media/events/event-boxes.ts';
import { remove } from '../../media/build/edit.ts';
import { rawBox, type BoxNode } from '../../media/build/node.ts';
import {
  eventTrack,
  instanceTrack,
  spliceEvent,
  spliceInstance,
  spliceScheme,
} from '../examples/metadata.ts';
import type { ChunkPlan } from '../../media/tracks/track-plan.ts';
import { findingsOf, judge } from '../judge.ts';
import { oneTrack } from '../mutants/mutant.ts';
import { defaultSettings, type Settings } from '../settings.ts';

const ours = /^CMAF-(?:META|SCTE|ID3)/;

const toldOf = (boxes: readonly BoxNode[], settings: Partial<Settings> = {}): readonly string[] =>
  findingsOf(judge(oneTrack(boxes, 'track.cmfm'), { ...defaultSettings, ...settings }))
    .filter(({ rule }) => ours.test(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);

const fragment = (...bytes: readonly Uint8Array[]): ChunkPlan => ({
  samples: bytes.map((each) => ({ bytes: each, duration: 2000 / bytes.length })),
});

const event = (delta: number, data: Uint8Array, duration: number): Uint8Array =>
  eventMessage({
    version: 0,
    scheme_id_uri: spliceScheme,
    timescale: 1000,
    presentation_time_delta: delta,
    event_duration: duration,
    id: 7,
    message_data: data,
  });

test('forms that the ingest document allows are passed in silence', () => {
  const [first, second] = [spliceEvent(0n, 1), spliceEvent(0n, 2)];
  expect(toldOf(eventTrack({}, [fragment(concat(first, second)), fragment(new Uint8Array(0))]))).toEqual([]);
  const unknown: ChunkPlan = { samples: [{ bytes: emptyEventMessage(), duration: 0xffffffff }] };
  expect(toldOf(eventTrack({}, [fragment(first), unknown]))).toEqual([]);
  expect(
    toldOf(eventTrack({}, [fragment(first), { ...fragment(emptyEventMessage()), time: 2001n }])),
  ).toEqual([]);
});

test('what follows an unknown duration may begin when it likes, but not before it', () => {
  const unknown: ChunkPlan = { samples: [{ bytes: emptyEventMessage(), duration: 0 }] };
  const after = (time: bigint) =>
    toldOf(eventTrack({}, [fragment(spliceEvent(0n)), unknown, { ...fragment(emptyEventMessage()), time }]));
  expect(after(9000n)).toEqual([]);
  expect(after(2000n)).toEqual([]);
  expect(after(1000n)).toEqual(['CMAF-META-016 info']);
});

test('an event that is told again while it is active is no other event', () => {
  const long = (id: number) =>
    eventMessage({
      version: 1,
      scheme_id_uri: 'urn:example:long',
      timescale: 1000,
      presentation_time: 0n,
      event_duration: 4000,
      id,
    });
  expect(toldOf(eventTrack({}, [fragment(long(1)), fragment(long(1))]))).toEqual([
    'CMAF-META-017 info',
    'CMAF-META-015 info',
  ]);
});

test('instances of a packager that lists no schemes are no error', () => {
  const boxes = remove('moov/trak/mdia/minf/stbl/stsd/evte/silb')(instanceTrack());
  expect(toldOf(boxes)).toEqual(['CMAF-META-005 info', 'CMAF-META-006 info']);
  expect(toldOf(instanceTrack({}, [fragment(spliceInstance(1))]), { head: true })).toEqual([]);
});

test('a cue as real encoders write it is no more than worth a word', () => {
  const section = hex('fc302100000000000000fff010050000032b7fef7ffe001a17b0c00000000000e4612402');
  expect(toldOf(eventTrack({}, [fragment(event(0, section, 2000))]))).toEqual([
    'CMAF-SCTE-005 info',
    'CMAF-SCTE-006 info',
  ]);
});

test('no bytes of samples make a check throw', () => {
  const track = [spliceEvent(0n, 1), emptyEventMessage(), spliceInstance(2), spliceEvent(0n, 3)];
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.tuple(fc.nat(250), fc.nat(255)), { maxLength: 6 }),
      fc.constantFrom(eventTrack, instanceTrack),
      (noise, edits, made) => {
        const changed = track.map((bytes) => {
          const copy = bytes.slice();
          for (const [at, value] of edits) if (at < copy.length) copy[at] = value;
          return copy;
        });
        toldOf(made({}, [fragment(...changed, noise), fragment(noise)]), { head: true, strict: true });
      },
    ),
    { numRuns: 200 },
  );
});

test('an event beside the media is put down with the track', () => {
  const [header, ...rest] = eventTrack({}, [fragment(emptyEventMessage())]);
  const beside = rawBox('emsg', spliceEvent(5000n, 9).subarray(8));
  const boxes = [...(header === undefined ? [] : [header]), ...rest.slice(0, 1), beside, ...rest.slice(1)];
  const [report] = judge(oneTrack(boxes)).tracks;
  expect(report?.track.events?.map(({ id, splice, inBand }) => ({ id, splice, inBand }))).toEqual([
    { id: 9, splice: true, inBand: true },
  ]);
});
