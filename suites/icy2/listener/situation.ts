/** What the scenarios of listeners have in common: one stream, and how much of it has to be read. */
import { ifAsked, listens, readOn, readsPast } from '../../../src/scenario/checks/icy2-listener-reading.ts';
import { newsEnds } from '../../../src/scenario/icy2/listening.ts';
import type { ListenerAct, ServedMetadata, ServedStream } from '../../../src/scenario/icy2/listening.ts';
import type { ListenerScenario } from '../../../src/scenario/scenario.ts';

type Played = Pick<ListenerScenario, 'play' | 'until' | 'expect'>;

/** The usual answer of a server to a listener. */
export const streamed = (stream: ServedStream, changes: Partial<ListenerAct> = {}): ListenerAct => ({
  status: 200,
  stream,
  ...changes,
});

/** So much of the last act's stream is waited for. */
export const untilRead = (bytes: number): ListenerScenario['until'] => ({
  read: bytes,
  orQuietFor: 'indefinite',
});

/** A title now and then, which nobody has trouble with. */
export const plainMetadata: ServedMetadata = {
  metaint: '8192',
  every: 8192,
  blocks: [{ title: 'Miles - So What' }, 'empty', { title: 'Monk - Round Midnight' }],
};

/** An answer with an oddity, and a stream as it ought to be. */
export const oddAnswer = (changes: Partial<ListenerAct>): Played => ({
  play: [streamed({ metadata: plainMetadata }, changes)],
  until: untilRead(newsEnds({ metadata: plainMetadata }) + readOn),
  expect: { 'ICY2-OVR-01': listens },
});

/** A stream with oddities in what is said of metadata, or in the metadata. */
export const oddMetadata = (metadata: ServedMetadata, thing: string): Played => {
  const past = newsEnds({ metadata });
  return {
    play: [streamed({ metadata })],
    until: untilRead(past + readOn),
    expect: { 'ICY2-OVR-01': ifAsked(readsPast(past, thing)) },
  };
};
