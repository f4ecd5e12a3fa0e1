/** Streams that stand still, and streams that end. */
import { comesBack, ifAsked, readOn, readsPast } from '../../../src/scenario/checks/icy2-listener-reading.ts';
import { blockBegins } from '../../../src/scenario/icy2/listening.ts';
import type { ListenerScenario } from '../../../src/scenario/scenario.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { plainMetadata, streamed, untilRead } from './situation.ts';

const metadata = plainMetadata;
const third = blockBegins(metadata, 2);

/** The stream ends after so many bytes, and is there again. */
const ending = (
  after: number,
  how: 'close' | 'reset',
): Pick<ListenerScenario, 'play' | 'until' | 'expect'> => ({
  play: [streamed({ metadata, ends: { after, how } }), streamed({ metadata })],
  until: untilRead(readOn),
  expect: { 'ICY2-OVR-01': comesBack },
});

const standstill = (
  after: number,
  thing: string,
): Pick<ListenerScenario, 'play' | 'until'> & { readonly check: ReturnType<typeof readsPast> } => ({
  play: [streamed({ metadata, pause: { after, for: 'longContinue' } })],
  until: untilRead(after + readOn),
  check: readsPast(after, thing),
});

const betweenBlocks = standstill(third - 4096, 'the pause');
const insideBlock = standstill(third + 9, 'the pause inside a block');

export const flow = suite('icy2/listener/flow', {
  pause: {
    title: 'a stream that stands still for some seconds',
    play: betweenBlocks.play,
    until: betweenBlocks.until,
    expect: { 'ICY2-OVR-01': betweenBlocks.check },
  },
  'pause-inside-block': {
    title: 'a stream that stands still inside a block of metadata',
    play: insideBlock.play,
    until: insideBlock.until,
    expect: { 'ICY2-OVR-01': ifAsked(insideBlock.check) },
  },
});

export const end = suite('icy2/listener/end', {
  'before-a-block': {
    title: 'the stream ends where a block of metadata would begin, and is there again',
    ...ending(third, 'close'),
  },
  'inside-a-block': {
    title: 'the stream ends inside a block of metadata, and is there again',
    ...ending(third + 9, 'close'),
  },
  reset: {
    title: 'the connection is reset, and the stream is there again',
    ...ending(third + 1024, 'reset'),
  },
});
