/** How a session begins: a request that is empty or holds the CMAF header, by which a source learns whether it may go on. */
import {
  noServerError,
  taken,
  unknownPoint,
  wrongPath,
} from '../../../src/scenario/checks/receiver-answers.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { fragments, header, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { empty } from './steps.ts';

export const probe = suite('cmaf/probe', {
  'with-the-header': {
    title: 'a first request that holds the CMAF header',
    send: send([header()]),
    expect: { 'DI-CMAF-GP-01': taken, 'DI-CMAF-GP-02': taken },
  },
  'with-the-header-and-a-length': {
    title: 'a first request that holds the CMAF header and declares its length',
    send: send([header()], { plan: { framing: { by: 'length' } } }),
    expect: { 'DI-CMAF-GP-01': taken },
  },
  'empty-chunked': {
    title: 'a first request that has nothing but the last chunk',
    send: empty(),
    expect: { 'DI-CMAF-GP-01': taken },
  },
  'empty-with-a-length': {
    title: 'a first request that declares a length of 0',
    send: empty({ framing: { by: 'length' } }),
    expect: { 'DI-CMAF-GP-01': taken },
  },
  'empty-where-nothing-is-set-up': {
    title: 'an empty request to a publishing point that is not set up',
    needs: ['provisionedPoints'],
    send: empty({ target: '{mount}-not-set-up/Streams(video.cmfv)' }),
    expect: { 'DI-CMAF-GP-01': wrongPath, 'DI-GEN-22': unknownPoint },
  },
  post: {
    title: 'a track that is sent by POST: the header, and fragments behind it',
    send: send([header(), fragments(0, 2)]),
    expect: { 'DI-GEN-01': taken, 'DI-GEN-21': noServerError },
  },
  put: {
    title: 'a first request that is a PUT, as later editions let it',
    send: send([header()], { plan: { method: 'PUT' } }),
    expect: { 'DI-GEN-01': silent(taken) },
  },
  'without-content-type': {
    title: 'a first request without Content-Type, as common encoders send it',
    send: send([header()], { plan: { contentType: undefined } }),
    expect: { 'DI-CMAF-GP-01': silent(taken) },
  },
  'with-another-content-type': {
    title: 'the CMAF header, called application/x-www-form-urlencoded',
    send: send([header()], { plan: { contentType: 'application/x-www-form-urlencoded' } }),
    expect: { 'DI-CMAF-GP-01': silent(taken) },
  },
});
