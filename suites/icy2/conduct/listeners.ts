/** What ICY1 listeners are given of an ICY2 source. */
import {
  blocksWhereAnnounced,
  metadataAnnounced,
  notAnnounced,
  titleTold,
  toldListeners,
  withoutBlocks,
} from '../../../src/scenario/checks/icy2-conduct-listening.ts';
import { heardAsSent } from '../../../src/scenario/checks/listening.ts';
import { updateTaken } from '../../../src/scenario/checks/pages.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';
import { awaitFinal, finish, frames, get, hears, join, source } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { asking, icy2 } from './steps.ts';

/** So many bytes have some blocks of metadata in them, as far apart as servers put them. */
const enough = 49_152;

/** A little less without the blocks. */
const enoughPayload = 40_000;

const title = "Zoë’s “Night” – it's 東京 🎧";

/** Longer than the 4080 bytes that a block holds. */
const longTitle = `Long ${'title '.repeat(900)}`.trimEnd();

/** Its block has more than 127 units of 16 bytes, and the request that brings it fits into 4096 bytes. */
const ratherLongTitle = `Long-${'title-'.repeat(430)}end`;

const legacy = {
  'icy-name': 'Teststream of ingestspec',
  'icy-genre': 'Testing/Legacy',
  'icy-url': 'https://example.org/ingestspec',
  'icy-br': '128',
} as const;

const update = (song: string): Step => ({
  do: 'page',
  page: {
    path: `/admin/metadata?mode=updinfo&charset=UTF-8&mount={mount}&song=${encodeURIComponent(song)}`,
  },
  as: 'owner',
  until: 'answered',
});

/** A listener who joins a stream under way, and hears of what comes in its middle. */
const heard = (request: RequestPlan, ...between: readonly Step[]): Step[] => [
  ...source(icy2(legacy)),
  frames(40),
  join('listener', request),
  ...between,
  frames(120),
  hears(enough),
  frames(4),
  finish(),
  awaitFinal(),
];

const untouched = withoutBlocks(heardAsSent(enoughPayload));

const updated = (words: string, song: string): ServerScenario => ({
  title: words,
  needs: ['listeners'],
  send: heard(asking, update(song)),
  expect: { 'ICY2-PRIN-1b': [blocksWhereAnnounced, untouched, silent(updateTaken)] },
});

export const listeners = suite('icy2/listeners', {
  'legacy-fields': {
    title: 'the fields of an ICY2 source that ICY1 had too, in the answer to a listener',
    needs: ['listeners'],
    send: [...source(icy2(legacy)), frames(40), join('listener', get()), frames(4), finish(), awaitFinal()],
    expect: { 'ICY2-BC-2': silent(toldListeners(legacy)) },
  },
  'without-asking': {
    title: 'a listener of an ICY2 source who does not ask for metadata',
    needs: ['listeners'],
    send: heard(get()),
    expect: { 'ICY2-PRIN-1b': [notAnnounced, heardAsSent(enough)] },
  },
  asking: {
    title: 'a listener of an ICY2 source who asks for metadata',
    needs: ['listeners'],
    send: heard(asking),
    expect: { 'ICY2-PRIN-1b': [silent(metadataAnnounced), blocksWhereAnnounced, untouched] },
  },
  'title-update': {
    ...updated('a title that comes in the middle of the stream', title),
    expect: {
      'ICY2-PRIN-1b': [blocksWhereAnnounced, untouched, silent(updateTaken), silent(titleTold(title))],
    },
  },
  'long-title': updated('a title of two and a half kilobytes', ratherLongTitle),
  'overlong-title': updated('a title that is longer than a block can hold', longTitle),
});
