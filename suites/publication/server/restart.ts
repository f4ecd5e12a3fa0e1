/** A store that fails and comes back, and sources of which one takes the place of another. */
import { eachOf, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import { aliveAfterwards } from '../../../src/scenario/checks/receiver-survival.ts';
import { givesBack, notGivenAsWhole } from '../../../src/scenario/checks/store-objects.ts';
import { unharmed } from '../../../src/scenario/checks/store-refusal.ts';
import { on } from '../../../src/scenario/select.ts';
import { fragments, header, media } from '../../../src/scenario/ingest/media-step.ts';
import { upload, uploadPlan } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { awaitFinal, endOf } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { afterwards } from './hostile-steps.ts';
import { fetch } from './store-steps.ts';

const initName = 'video.init';
const name = 'video-1.cmfv';

const both = (...names: [string, string]) => eachOf(names, (one) => on(one, taken));

/** The beginning of an upload whose length is declared. */
const begun = (conn: string): readonly Step[] => [
  { do: 'request', conn, plan: uploadPlan(name, { framing: { by: 'length', length: 1_000_000 } }) },
  media([fragments(0, 2)], { conn }),
];

/** A request from its beginning to its answer: what was sent before it on other connections has been read by then. */
const meanwhile = (conn = 'meanwhile'): readonly Step[] => upload(`${conn}.init`, [header()], { conn });

export const restart = <const F extends Format>(format: F) =>
  suite(`${format}/restart`, {
    'what-was-stored': {
      title: 'the store is restarted: what was uploaded before is there, and the source goes on',
      needs: ['restarts'],
      send: [
        ...upload(name, [header(), fragments(0, 1)], { conn: 'owner' }),
        ...fetch(name, 'before'),
        { do: 'restart' },
        ...afterwards(),
        ...fetch(name, 'after'),
      ],
      expect: { 'DI-FO-01': [aliveAfterwards, unharmed] },
    },
    'half-an-upload': {
      title: 'the store is restarted while an object is uploaded, which is not there afterwards',
      needs: ['restarts'],
      send: [...begun('source'), ...meanwhile(), { do: 'restart' }, ...fetch(name)],
      expect: { 'DI-FO-01': notGivenAsWhole('reader') },
    },
    takeover: {
      title:
        'a second source that uploads the CMAF header once more, and the object that the first left half',
      send: [
        ...upload(initName, [header()], { conn: 'first' }),
        ...begun('cut-off'),
        ...meanwhile(),
        endOf('rst', 'cut-off'),
        ...upload(initName, [header()], { conn: 'second' }),
        ...upload(name, [fragments(0, 2)]),
        ...fetch(name),
      ],
      expect: { 'DI-FO-04': [both('first', 'second'), taken, givesBack()] },
    },
    'object-twice': {
      title: 'two sources that upload the same object, one after the other',
      send: [
        ...upload(name, [fragments(0, 2)], { conn: 'first' }),
        ...upload(name, [fragments(0, 2)], { conn: 'second' }),
        ...fetch(name),
      ],
      expect: { 'DI-FO-07d': [both('first', 'second'), givesBack('reader', 'second')] },
    },
    'two-sources-at-once': {
      title: 'two sources that upload the same object at the same time',
      send: [
        { do: 'request', conn: 'first', plan: uploadPlan(name) },
        media([fragments(0, 1)], { conn: 'first' }),
        ...meanwhile(),
        { do: 'request', conn: 'second', plan: uploadPlan(name) },
        media([fragments(0, 1)], { conn: 'second' }),
        ...meanwhile('again'),
        media([fragments(1, 1)], { conn: 'first' }),
        media([fragments(1, 1)], { conn: 'second' }),
        awaitFinal('first'),
        awaitFinal('second'),
        ...fetch(name),
      ],
      expect: { 'DI-FO-07d': [both('first', 'second'), givesBack('reader', 'second')] },
    },
  });
