import { insertBefore, insertAfter, remove } from '../../media/build/edit.ts';
import { box, rawBox } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { emptyEventMessage } from '../../media/events/event-boxes.ts';
import { audio } from '../examples/audio.ts';
import { eventTrack, instanceTrack, spliceEvent } from '../examples/metadata.ts';
import { dependent, type ChunkPlan, type SamplePlan } from '../../media/tracks/track-plan.ts';
import type { RuleId } from '../facts/index.ts';
import type { Input } from '../input.ts';
import { broken, mutant, oneTrack } from './mutant.ts';

const empty = emptyEventMessage();
const plain: ChunkPlan = { samples: [{ bytes: empty, duration: 2000 }] };
const halves = (first: Partial<SamplePlan>, second: Partial<SamplePlan> = {}): ChunkPlan => ({
  samples: [
    { bytes: empty, duration: 1000, ...first },
    { bytes: empty, duration: 1000, ...second },
  ],
});

const messages = (...chunks: readonly ChunkPlan[]) => oneTrack(eventTrack({}, chunks), 'track.cmfm');
const lasting = (...durations: readonly number[]) =>
  messages(...durations.map((duration) => ({ samples: [{ bytes: empty, duration }] })));

/** Sound and the events that belong to it, which begin at a time in milliseconds. */
const together = (time: bigint, beside?: Uint8Array): Input => {
  const event: ChunkPlan = { samples: [{ bytes: spliceEvent(time, 1), duration: 2000 }], time };
  const sound = audio();
  const withEvent =
    beside === undefined ? sound : insertBefore('moof[1]', rawBox('emsg', beside.subarray(8)))(sound);
  return {
    tracks: [
      { name: 'sound.cmfa', objects: [{ name: 'sound.cmfa', bytes: write(withEvent) }] },
      {
        name: 'events.cmfm',
        objects: [{ name: 'events.cmfm', bytes: write(eventTrack({}, [event, plain, plain])) }],
      },
    ],
    presentation: true,
  };
};

/** Over so long a time there are hardly any bits. */
const lowRate: { readonly also: readonly RuleId[] } = { also: ['CMAF-TRK-018'] };

export const metaTimelineMutants = {
  'CMAF-META-007': [
    mutant('a fragment without events is missing', eventTrack, [remove('moof[1]'), remove('mdat[1]')], {
      also: ['CMAF-TRK-001'],
    }),
  ],
  'CMAF-META-008': [
    broken(
      'a last sample of nearly 2^32 ticks',
      () => lasting(2000, 2000, 2000),
      () => lasting(2000, 2000, 4288533504),
      lowRate,
    ),
    broken(
      'a last sample of two hours',
      () => lasting(2000, 2000, 2000),
      () => lasting(2000, 2000, 7_200_000),
      lowRate,
    ),
  ],
  'CMAF-META-009': [
    broken(
      'a sample that is said to depend on another',
      () => messages(halves({})),
      () => messages(halves({}, { flags: dependent })),
    ),
    mutant('a table of sync samples', eventTrack, [
      insertAfter('moov/trak/mdia/minf/stbl/stco', box('stss')),
    ]),
  ],
  'CMAF-META-011': [
    broken(
      'a sample of instances without bytes',
      () => oneTrack(instanceTrack({}, [plain, plain]), 'track.cmfm'),
      () => oneTrack(instanceTrack({}, [plain, halves({}, { bytes: new Uint8Array(0) })]), 'track.cmfm'),
      { settings: { head: true } },
    ),
  ],
  'CMAF-META-016': [
    broken(
      'an unknown duration before the end of a chunk',
      () => messages(plain, halves({})),
      () => messages(plain, halves({ duration: 0xffffffff })),
      lowRate,
    ),
  ],
  'CMAF-META-020': [
    broken(
      'fragments of 2 and 4 seconds',
      () => lasting(2000, 2000, 2000, 2000, 1000),
      () => lasting(2000, 2000, 4000, 2000, 1000),
      { settings: { head: true } },
    ),
  ],
  'CMAF-META-022': [
    broken(
      'events an hour later',
      () => together(0n),
      () => together(3_600_000n),
      { also: ['CMAF-TRK-020'] },
    ),
  ],
  'CMAF-META-030': [
    broken(
      'an event beside the sound too',
      () => together(0n, undefined),
      () => together(0n, spliceEvent(0n, 1)),
      { also: ['CMAF-SEG-021', 'CMAF-SEG-023', 'CMAF-SEG-024'] },
    ),
  ],
} as const;
