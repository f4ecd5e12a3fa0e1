/** HTTP Basic authentication of an ICY2 source. */
import { accepted, status, whenRefusedWith } from '../../../src/scenario/checks/answers.ts';
import { basicChallenge } from '../../../src/scenario/checks/response-fields.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal, endOf, frames, source } from '../../../src/scenario/stimulus.ts';
import type { Identity, Step } from '../../../src/scenario/stimulus.ts';
import { icy2 } from './steps.ts';

/** A source that ought to be turned away: where it is not, it streams, so that this too can be seen. */
const turnedAway = (as: Identity): Step[] => [...source(icy2({}, { as })), frames(20), awaitFinal()];

const challenged = [status(401), whenRefusedWith(401, basicChallenge)];

export const credentials = suite('icy2/credentials', {
  right: {
    title: 'an ICY2 source with the right credentials',
    send: [...source(icy2()), frames(20), endOf('close')],
    expect: { 'ICY2-SEC-AUTH-1': accepted },
  },
  'wrong-password': {
    title: 'an ICY2 source with a wrong password',
    send: turnedAway('stranger'),
    expect: { 'ICY2-SEC-AUTH-1': challenged },
  },
  missing: {
    title: 'an ICY2 source without credentials',
    send: turnedAway('nobody'),
    expect: { 'ICY2-SEC-AUTH-1': challenged },
  },
});
