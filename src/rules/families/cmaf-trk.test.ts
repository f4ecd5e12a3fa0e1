import { expect, test } from 'vitest';
import { change, edited, remove, set } from '../../media/build/edit.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { aacFrames, audio } from '../examples/audio.ts';
import { spliceEvent, eventTrack } from '../examples/metadata.ts';
import { webVtt } from '../examples/text.ts';
import { chunkBoxes, headerBoxes } from '../../media/tracks/track-plan.ts';
import { pictures, video, videoHeader } from '../examples/video.ts';
import type { Input } from '../input.ts';
import { findingsOf, judge } from '../judge.ts';
import { chunked, fragmentsOf, later, timed } from '../mutants/cmaf-trk-inputs.ts';
import { oneTrack } from '../mutants/mutant.ts';
import { defaultSettings } from '../settings.ts';

const found = (input: Input, strict = false): readonly string[] =>
  findingsOf(judge(input, { ...defaultSettings, strict })).map(({ rule, severity }) => `${severity} ${rule}`);

const samples = pictures();

/** The header of the example, and fragments at times, with numbers. */
const at = (...times: readonly (readonly [time: bigint, sequence: number])[]): readonly BoxNode[] => [
  ...headerBoxes(videoHeader),
  ...times.flatMap(([time, sequence]) => chunkBoxes([{ samples, time, sequence }])),
];

const sharing = (): readonly BoxNode[] =>
  edited(
    chunked([20, 20, 10])(),
    ...Array.from({ length: 9 }, (_, i) =>
      set(`moof[${String(i)}]/mfhd`, { sequence_number: 1 + Math.floor(i / 3) }),
    ),
  );

const conforming: readonly (readonly [string, () => readonly BoxNode[]])[] = [
  ['a first decode time of 10^12', () => at([10n ** 12n, 1], [10n ** 12n + 25_600n, 2])],
  ['seconds since 1970', () => at([1_763_000_000n * 12_800n, 1], [1_763_000_000n * 12_800n + 25_600n, 2])],
  ['a fragment that is sent again', () => at([0n, 1], [25_600n, 2], [25_600n, 2], [51_200n, 3])],
  [
    'an older one that is sent again',
    () => at([0n, 1], [25_600n, 2], [51_200n, 3], [25_600n, 2], [76_800n, 4]),
  ],
  ['several that are sent again', () => at([0n, 1], [25_600n, 2], [0n, 1], [25_600n, 2], [51_200n, 3])],
  ['numbers that wrap', () => at([0n, 0xfffffffe], [25_600n, 0xffffffff], [51_200n, 1])],
  ['numbers that leave some out', () => at([0n, 100], [25_600n, 200], [51_200n, 300])],
  ['chunks that share the number of their fragment', sharing],
  [
    'audio of 94, 94 and 93 frames',
    () =>
      audio(
        {},
        [94, 94, 93, 94, 94, 93].map((n) => ({ samples: aacFrames(n) })),
      ),
  ],
  ['a first and a last fragment that are short', fragmentsOf([30, 50, 50, 50, 50, 10])],
  ['frames that are left out', timed(12_800, [512, 512, 1024])],
];

test.for(conforming)('%s is passed in silence', ([, boxes]) => {
  expect(found(oneTrack(boxes())).filter((each) => each.includes('-TRK-'))).toEqual([]);
});

test('text of a coarse timescale may be a tick off, except in strict mode', () => {
  const off = oneTrack(edited(webVtt(), change('moof[2]/traf/tfdt', later(-1))));
  expect(found(off)).not.toContain('error CMAF-TRK-001');
  expect(found(off, true)).toContain('error CMAF-TRK-001');
});

test('a gap behind an interruption is a warning', () => {
  const [name, media] = ['track.cmfv', at([0n, 1], [25_600n, 2])];
  const next = write(chunkBoxes([{ samples, time: 102_400n, sequence: 3 }]));
  const input = (complete: boolean): Input => ({
    tracks: [
      {
        name,
        objects: [
          { name, bytes: write(media), complete },
          { name, bytes: next },
        ],
      },
    ],
  });
  expect(found(input(true))).toContain('error CMAF-TRK-001');
  expect(found(input(false))).toContain('warning CMAF-TRK-001');
});

test('a time that was set back is told once, and counts from there on', () => {
  const input = oneTrack(at([10n ** 9n, 1], [10n ** 9n + 25_600n, 2], [0n, 3], [25_600n, 4], [51_200n, 5]));
  const findings = findingsOf(judge(input));
  expect(findings.map(({ rule, count }) => [rule, count])).toEqual([['CMAF-TRK-003', 1]]);
});

test('an event of unknown length may be corrected by a later chunk', () => {
  const unknown = { samples: [{ bytes: spliceEvent(0n), duration: 0xffffffff }] };
  const known = { samples: [{ bytes: spliceEvent(0n), duration: 2000 }], time: 0n };
  const rules = found(oneTrack(eventTrack({}, [unknown, known])));
  expect(rules.filter((each) => /TRK-00[134]/.test(each))).toEqual([]);
});

test('one fragment that was lost is one finding', () => {
  const lost = edited(video(), remove('moof[1]'), remove('mdat[1]'));
  expect(found(oneTrack(lost))).toEqual(['error CMAF-TRK-001']);
});
