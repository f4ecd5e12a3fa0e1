/** The request of an ICY2 source: its method, the fields it cannot do without, and what the server calls itself. */
import { accepted, refused, status, survived } from '../../../src/scenario/checks/answers.ts';
import { namesItself, takenOrTurnedAway } from '../../../src/scenario/checks/icy2-conduct-answers.ts';
import { carried } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import { silent, under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal, endOf, finish, frames, source } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { icy2, lookedAt, minimal, statistics } from './steps.ts';

const asked = (changes: Partial<RequestPlan>): Step[] => [
  ...source(icy2({}, changes)),
  frames(20),
  endOf('close'),
];

export const request = suite('icy2/request', {
  put: {
    title: 'a source that comes with PUT, and announces ICY2 in the request that carries its stream',
    needs: ['icy2', 'statistics'],
    send: lookedAt(icy2(), ...statistics),
    expect: { 'ICY2-HS-01': [accepted, carried({ 'icy-station-id': minimal['icy-station-id'] })] },
  },
  post: {
    title: 'a source that comes with POST',
    send: [
      { do: 'request', conn: 'source', plan: icy2({}, { method: 'POST', expect: undefined }) },
      frames(20),
      finish(),
      awaitFinal(),
    ],
    expect: { 'ICY2-HS-01': under('E-ICY-08', takenOrTurnedAway) },
  },
  'without-authorization': {
    title: 'a source without Authorization',
    send: [...source(icy2({}, { as: 'nobody' })), frames(20), awaitFinal()],
    expect: { 'ICY2-HS-02': status(401) },
  },
  'without-content-type': {
    title: 'a source without Content-Type',
    send: asked({ contentType: undefined }),
    expect: { 'ICY2-HS-02': silent(survived) },
  },
  'without-host': {
    title: 'a source without Host',
    send: asked({ hosts: [] }),
    expect: { 'ICY2-HS-02': silent(refused) },
  },
  'server-header': {
    title: 'what the server calls itself',
    send: [...source(icy2({}, { as: 'nobody' })), awaitFinal()],
    expect: { 'ICY2-OVR-02': namesItself },
  },
});
