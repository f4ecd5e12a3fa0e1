/** Who is turned away, and with which status: credentials, permissions, paths, publishing points. */
import {
  forbidden,
  notTaken,
  oddPath,
  reasonTold,
  taken,
  unknownPoint,
  wrongPath,
} from '../../../src/scenario/checks/receiver-answers.ts';
import { notReset } from '../../../src/scenario/checks/receiver-survival.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { fragments, header, media, post, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal } from '../../../src/scenario/stimulus.ts';
import type { Identity, Step } from '../../../src/scenario/stimulus.ts';

const headerAs = (as: Identity): readonly Step[] => send([header()], { plan: { as } });
const headerTo = (target: string): readonly Step[] => send([header()], { plan: { target } });

/** Media that are sent whatever the target has said meanwhile. */
const inFlight = (from: number, count: number): Step =>
  media([header(), fragments(from, count)], { regardless: true });

export const refusal = suite('cmaf/refusal', {
  'without-credentials': {
    title: 'a source without credentials, on a publishing point that demands them',
    needs: ['demandsCredentials'],
    send: headerAs('nobody'),
    expect: { 'DI-GEN-17a': forbidden() },
  },
  'reason-of-a-403': {
    title: 'the reason that a 403 gives',
    needs: ['demandsCredentials'],
    send: headerAs('nobody'),
    expect: { 'DI-GEN-17d': reasonTold },
  },
  'wrong-password': {
    title: 'a source with a wrong password',
    needs: ['demandsCredentials'],
    send: headerAs('stranger'),
    expect: { 'DI-GEN-17a': forbidden() },
  },
  'wrong-user': {
    title: 'a source with a user that does not exist',
    needs: ['demandsCredentials'],
    send: headerAs('impostor'),
    expect: { 'DI-GEN-17a': forbidden() },
  },
  'credentials-not-base64': {
    title: 'credentials that are no base64',
    needs: ['demandsCredentials'],
    send: headerAs({ authorization: 'Basic ?not*base64?' }),
    expect: { 'DI-GEN-17a': forbidden(400) },
  },
  'credentials-without-colon': {
    title: 'credentials that decode to something without a colon',
    needs: ['demandsCredentials'],
    send: headerAs({ authorization: 'Basic bm8tY29sb24taGVyZQ==' }),
    expect: { 'DI-GEN-17a': forbidden(400) },
  },
  'while-media-are-in-flight': {
    title: 'a source without credentials whose media are in flight already',
    needs: ['demandsCredentials'],
    send: [
      { do: 'request', conn: 'source', plan: post('video', { as: 'nobody' }) },
      inFlight(0, 8),
      awaitFinal(),
      // A connection that was torn down shows it when more is written, and only then for sure.
      inFlight(8, 1),
      { do: 'pause', during: 'pause' },
      inFlight(9, 1),
    ],
    expect: { 'DI-GEN-17a': [forbidden(), silent(notReset)] },
  },
  'account-of-another-point': {
    title: 'the right credentials of an account that may not publish there',
    needs: ['demandsCredentials', 'otherAccount'],
    send: headerAs({ account: 'other' }),
    expect: { 'DI-GEN-17b': forbidden() },
  },
  'open-point': {
    title: 'a source without credentials, on a publishing point that needs none',
    needs: ['openMount'],
    send: send([header()], { plan: { as: 'nobody', target: '{mount:open}/Streams(video.cmfv)' } }),
    expect: { 'DI-CMAF-GC-11': taken },
  },
  'unknown-publishing-point': {
    title: 'the neighbour of a publishing point, which nobody has set up',
    needs: ['provisionedPoints'],
    send: headerTo('{mount}-not-set-up/Streams(video.cmfv)'),
    expect: { 'DI-GEN-22': unknownPoint, 'DI-DEF-pubpoint': notTaken },
  },
  'outside-the-publishing-point': {
    title: 'a path above the publishing point',
    needs: ['provisionedPoints'],
    send: headerTo('/Streams(video.cmfv)'),
    expect: { 'DI-GEN-17c': wrongPath },
  },
  'dot-segments': {
    title: 'a path that leads out of the publishing point by dot segments',
    needs: ['provisionedPoints'],
    send: headerTo('{mount}/../outside/Streams(video.cmfv)'),
    expect: { 'DI-GEN-17c': oddPath },
  },
  'encoded-dot-segments': {
    title: 'the same, percent-encoded',
    needs: ['provisionedPoints'],
    send: headerTo('{mount}/%2e%2e/outside/Streams(video.cmfv)'),
    expect: { 'DI-GEN-17c': oddPath },
  },
});
