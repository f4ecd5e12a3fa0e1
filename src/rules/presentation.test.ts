import { describe, expect, test } from 'vitest';
import { fragmentOf, sourceTrack } from '../media/tracks/presentation.ts';
import { testTracks, type TestTrackName } from '../media/tracks/test-track.ts';
import { emptyMfra } from '../media/tracks/forms.ts';
import type { Finding } from './finding.ts';
import type { Input, TrackInput } from './input.ts';
import { findingsOf, judge } from './judge.ts';
import { defaultSettings, type Settings } from './settings.ts';

const names = Object.keys(testTracks) as TestTrackName[];

/** A track from a fragment on, as the object that one long request is; an empty mfra ends it. */
const sent = (name: TestTrackName, from: number, count: number): TrackInput => {
  const track = sourceTrack(name);
  const fragments = Array.from({ length: count }, (_, i) => fragmentOf(track, from + i));
  const pieces = [track.header, ...fragments, emptyMfra];
  const object = `${name}${track.extension}`;
  return { name: object, objects: [{ name: object, bytes: Buffer.concat(pieces) }] };
};

const presented = (from: number, count = 12): Input => ({
  tracks: names.map((name) => sent(name, from, count)),
  presentation: true,
});

const line = (finding: Finding): string =>
  `${finding.severity} ${finding.rule} ${finding.object} ${finding.box}: ${finding.message} (${finding.actual})`;

const found = (input: Input, settings: Partial<Settings> = {}): readonly string[] =>
  findingsOf(judge(input, { ...defaultSettings, session: true, ...settings })).map(line);

describe('nothing is found in the test presentation', () => {
  test.for([0, 1, 1000, 4_000_000])('from fragment %i on', (from) => {
    expect(found(presented(from))).toEqual([]);
  });

  test('though every access unit is read', () => {
    expect(found(presented(7), { deep: 'every' })).toEqual([]);
  });

  test('though the standards are taken at their word', () => {
    expect(found(presented(7), { strict: true })).toEqual([]);
  });
});

test('the two renditions are found to be a switching set', () => {
  const judgement = judge(presented(0), { ...defaultSettings, session: true });
  expect(judgement.exercised.has('CMAF-SWS-003')).toBe(true);
});
