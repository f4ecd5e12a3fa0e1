/** Who is turned away by a store, with which status, and that nothing comes of what was asked. */
import { forbidden, reasonTold } from '../../../src/scenario/checks/receiver-answers.ts';
import { notReset } from '../../../src/scenario/checks/receiver-survival.ts';
import { takenInTheEnd, unharmed } from '../../../src/scenario/checks/store-refusal.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { fragments, header, media } from '../../../src/scenario/ingest/media-step.ts';
import { remove, upload, uploadPlan } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { awaitFinal } from '../../../src/scenario/stimulus.ts';
import type { Identity, RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { fetch } from './store-steps.ts';

const name = 'video-1.cmfv';
const object = [header(), fragments(0, 1)];

const uploadAs = (as: Identity, plan: Partial<RequestPlan> = {}): readonly Step[] =>
  upload(name, object, { plan: { ...plan, as } });

/** What is there before somebody meddles with it, seen before and after. */
const beside = (meddling: readonly Step[]): readonly Step[] => [
  ...upload(name, object, { conn: 'owner' }),
  ...fetch(name, 'before'),
  ...meddling,
  ...fetch(name, 'after'),
];

const overwriteAs = (as: Identity): readonly Step[] =>
  beside(upload(name, [header(), fragments(1, 1)], { plan: { as } }));

const removeAs = (as: Identity): readonly Step[] => beside(remove(name, { plan: { as } }));

export const credentials = <const F extends Format>(format: F) =>
  suite(`${format}/credentials`, {
    'put-without': {
      title: 'an object that is PUT without credentials, where they are demanded',
      needs: ['demandsCredentials'],
      send: uploadAs('nobody'),
      expect: { 'DI-GEN-17a': forbidden() },
    },
    'post-without': {
      title: 'an object that is POSTed without credentials',
      needs: ['demandsCredentials'],
      send: uploadAs('nobody', { method: 'POST' }),
      expect: { 'DI-GEN-17a': forbidden() },
    },
    'delete-without': {
      title: 'the DELETE of an object that is there, without credentials',
      needs: ['demandsCredentials'],
      send: removeAs('nobody'),
      expect: { 'DI-GEN-17a': [forbidden(), unharmed] },
    },
    'reason-of-a-403': {
      title: 'the reason that a 403 gives',
      needs: ['demandsCredentials'],
      send: uploadAs('nobody'),
      expect: { 'DI-GEN-17d': reasonTold },
    },
    'overwriting-with-a-wrong-password': {
      title: 'an object that is PUT over another with a wrong password',
      needs: ['demandsCredentials'],
      send: overwriteAs('stranger'),
      expect: { 'DI-GEN-17a': [forbidden(), unharmed] },
    },
    'delete-with-a-wrong-password': {
      title: 'the DELETE of an object that is there, with a wrong password',
      needs: ['demandsCredentials'],
      send: removeAs('stranger'),
      expect: { 'DI-GEN-17a': [forbidden(), unharmed] },
    },
    'wrong-user': {
      title: 'an object from a user that does not exist',
      needs: ['demandsCredentials'],
      send: uploadAs('impostor'),
      expect: { 'DI-GEN-17a': forbidden() },
    },
    'not-base64': {
      title: 'credentials that are no base64',
      needs: ['demandsCredentials'],
      send: uploadAs({ authorization: 'Basic ?not*base64?' }),
      expect: { 'DI-GEN-17a': forbidden(400) },
    },
    'without-colon': {
      title: 'credentials that decode to something without a colon',
      needs: ['demandsCredentials'],
      send: uploadAs({ authorization: 'Basic bm8tY29sb24taGVyZQ==' }),
      expect: { 'DI-GEN-17a': forbidden(400) },
    },
    'expecting-100': {
      title: 'a source without credentials that asks first whether its object would be taken',
      needs: ['demandsCredentials'],
      send: [
        {
          do: 'request',
          conn: 'source',
          plan: uploadPlan(name, {
            as: 'nobody',
            expect: '100-continue',
            framing: { by: 'length', length: 4096 },
          }),
        },
        awaitFinal(),
      ],
      expect: { 'DI-GEN-17a': forbidden() },
    },
    'while-an-object-is-in-flight': {
      title: 'an object without credentials that is in flight already',
      needs: ['demandsCredentials'],
      send: [
        { do: 'request', conn: 'source', plan: uploadPlan(name, { as: 'nobody' }) },
        media([header(), fragments(0, 10)], { regardless: true }),
        awaitFinal(),
        // A connection that is torn down behind its answer shows it a little later.
        { do: 'pause', during: 'pause' },
      ],
      expect: { 'DI-GEN-17a': [forbidden(), silent(notReset)] },
    },
    'again-with-the-right-ones': {
      title: 'an object that is refused for want of credentials, and comes again with them',
      needs: ['demandsCredentials'],
      send: [...uploadAs('nobody'), ...uploadAs('owner')],
      expect: { 'DI-GEN-17a': takenInTheEnd },
    },
    'put-by-another-account': {
      title: 'an object with the right credentials of an account that may not publish there',
      needs: ['demandsCredentials', 'otherAccount'],
      send: overwriteAs({ account: 'other' }),
      expect: { 'DI-GEN-17b': [forbidden(), unharmed] },
    },
    'delete-by-another-account': {
      title: 'the DELETE of an object by an account that may not publish there',
      needs: ['demandsCredentials', 'otherAccount'],
      send: removeAs({ account: 'other' }),
      expect: { 'DI-GEN-17b': [forbidden(), unharmed] },
    },
  });
