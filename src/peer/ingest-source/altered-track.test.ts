import { expect, test } from 'vitest';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import { emptyMfra } from '../../media/tracks/forms.ts';
import { write } from '../../media/build/write.ts';
import { testTracks } from '../../media/tracks/test-track.ts';
import type { TestTrackName } from '../../media/tracks/test-track.ts';
import type { Input } from '../../rules/input.ts';
import { findingsOf, judge } from '../../rules/judge.ts';
import { defaultSettings } from '../../rules/settings.ts';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import { alteredTracks } from './altered-track.ts';
import { readNodes } from './read-nodes.ts';

const names = Object.keys(testTracks) as TestTrackName[];

const count = 9;

const sent = (quirks: readonly SourceQuirk[], instance: 'first' | 'second' = 'first') =>
  alteredTracks(names.map(sourceTrack), new Set(quirks), instance).map((track) => {
    const fragments = Array.from({ length: count }, (_, i) => fragmentOf(track, i));
    const name = `${track.name}${track.extension}`;
    return { name, objects: [{ name, bytes: Buffer.concat([track.header, ...fragments, emptyMfra]) }] };
  });

const rulesOf = (input: Input): string[] => {
  const judgement = judge(input, { ...defaultSettings, session: true });
  return [...new Set(findingsOf(judgement).map(({ rule, object }) => `${rule} ${object ?? ''}`))].sort();
};

test('boxes that are read are written again as they were', () => {
  for (const name of names) {
    const track = sourceTrack(name);
    expect(write(readNodes(track.header))).toEqual(track.header);
    expect(write(readNodes(fragmentOf(track, 5)))).toEqual(fragmentOf(track, 5));
  }
});

test('without a quirk nothing is wrong', () => {
  expect(rulesOf({ tracks: sent([]), presentation: true })).toEqual([]);
});

test.for([
  ['drops-fragments', 'CMAF-TRK-001 video.cmfv'],
  ['repeats-fragments', 'CMAF-TRK-005 video.cmfv'],
  ['moved-time', 'CMAF-TRK-001 video.cmfv'],
  ['long-fragments', 'CMAF-TRK-018 video.cmfv'],
  ['no-btrt', 'CMAF-SE-040 video.cmfv'],
  ['no-language', 'INGEST-007 audio.cmfa'],
  ['no-role', 'INGEST-008 audio.cmfa'],
  ['wrong-role', 'CMAF-HDR-054 audio.cmfa'],
  ['in-band-emsg', 'CMAF-SEG-023 video.cmfv'],
  ['unaligned-set', 'CMAF-SWS-016 video-low.cmfv'],
  ['wrong-text-handler', 'CMAF-HDR-028 webvtt.cmft'],
  ['metadata-with-gaps', 'CMAF-TRK-001 metadata.cmfm'],
  ['wrong-scte-scheme', 'CMAF-SCTE-001 metadata.cmfm'],
  ['broken-splice-crc', 'CMAF-SCTE-003 metadata.cmfm'],
] as const)('%s is found by %s', ([quirk, rule]) => {
  expect(rulesOf({ tracks: sent([quirk]), presentation: true })).toContain(rule);
});

test('another timescale is found where the switching set is told', () => {
  const switchingSets = [['video.cmfv', 'video-low.cmfv']];
  expect(rulesOf({ tracks: sent([]), switchingSets })).toEqual([]);
  expect(rulesOf({ tracks: sent(['other-timescale-in-set']), switchingSets })).not.toEqual([]);
});

test.for(['other-header-on-takeover', 'own-clock'] as const)('%s: the second source only', (quirk) => {
  expect(sent([quirk])).toEqual(sent([]));
  for (const [index, { objects }] of sent([quirk], 'second').entries())
    expect(objects).not.toEqual(sent([])[index]?.objects);
});
