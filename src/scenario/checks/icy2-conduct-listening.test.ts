import { expect, test } from 'vitest';
import { latin1 } from '../../http/message.ts';
import { interleaver, metadataBlock } from '../../icy/metaint.ts';
import {
  blocksWhereAnnounced,
  metadataAnnounced,
  notAnnounced,
  titleTold,
  toldListeners,
  withoutBlocks,
} from './icy2-conduct-listening.ts';
import { heardAsSent } from './listening.ts';
import { listenerJoins, observed, payload, sourceTaken } from './staged.ts';
import type { Staged } from './staged.ts';

const stream = Uint8Array.from({ length: 9000 }, (_, index) => (index * 7 + (index >> 5)) % 251);
const sent = payload(0, 'sent', latin1(stream));

/** A listener who is announced a block after every 100 bytes, and gets them after so many. */
const hears = (titles: readonly string[], metaint = 100): Staged => {
  let next = 0;
  const shaped = interleaver(metaint, () => {
    const title = titles[next];
    next += 1;
    return metadataBlock(title === undefined || title === '' ? {} : { StreamTitle: title });
  });
  return [
    ...listenerJoins('HTTP/1.1 200 OK', 'icy-metaint: 100'),
    ...payload(1, 'received', latin1(shaped(stream))),
  ];
};

const seen = (...listener: readonly Staged[]) => observed(sourceTaken, sent, ...listener);

test('blocks stand where they were announced, and the stream is the same without them', () => {
  const right = seen(hears(['One', '', 'Two']));
  expect(blocksWhereAnnounced(right).outcome).toBe('met');
  expect(withoutBlocks(heardAsSent(500))(right).outcome).toBe('met');
  const elsewhere = seen(hears(['One', '', 'Two'], 90));
  expect(withoutBlocks(heardAsSent(500))(elsewhere).outcome).toBe('broken');
  expect(blocksWhereAnnounced(elsewhere).outcome).toBe('broken');
});

test('a stream without blocks, or without a listener, cannot be judged', () => {
  expect(blocksWhereAnnounced(seen(listenerJoins())).outcome).toBe('unclear');
  expect(blocksWhereAnnounced(seen(listenerJoins('HTTP/1.1 200 OK', 'icy-metaint: 100'))).outcome).toBe(
    'unclear',
  );
  expect(blocksWhereAnnounced(seen()).outcome).toBe('unclear');
  expect(withoutBlocks(heardAsSent(1))(seen(listenerJoins())).outcome).toBe('unclear');
});

test('a title is told once', () => {
  expect(titleTold('One')(seen(hears(['', 'One', '']))).outcome).toBe('met');
  expect(titleTold('One')(seen(hears(['', 'One', 'One'])))).toMatchObject({
    actual: 'the title in 2 blocks',
  });
  expect(titleTold('One')(seen(hears(['Two'])))).toMatchObject({ actual: '“Two”' });
  expect(titleTold('One')(seen(hears([])))).toMatchObject({ actual: 'no title' });
});

test('metadata is announced to whoever asks', () => {
  const metaint = (value: string) => seen(listenerJoins('HTTP/1.1 200 OK', `icy-metaint: ${value}`));
  expect(metadataAnnounced(metaint('16000')).outcome).toBe('met');
  expect(notAnnounced(metaint('16000')).outcome).toBe('broken');
  expect(notAnnounced(seen(listenerJoins())).outcome).toBe('met');
  expect(metadataAnnounced(seen(listenerJoins())).outcome).toBe('broken');
  for (const value of ['0', '-1', '16000abc'])
    expect(metadataAnnounced(metaint(value)).outcome).toBe('broken');
});

test('listeners are told the fields of ICY1', () => {
  const check = toldListeners({ 'icy-name': 'One', 'icy-br': '128' });
  const told = (...lines: readonly string[]) => seen(listenerJoins('HTTP/1.1 200 OK', ...lines));
  expect(check(told('Icy-Name: One', 'icy-br: 128')).outcome).toBe('met');
  expect(check(told('icy-name: Two'))).toMatchObject({ actual: 'icy-name: Two; no icy-br' });
});
