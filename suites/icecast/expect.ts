/** Expectations and answers: 100 Continue before the body, a final answer after it. */
import { expectationFailedOrIgnored, takenWithoutExpect } from '../../src/scenario/checks/answers.ts';
import { finalAfterTheEnd, noFinalError } from '../../src/scenario/checks/ending.ts';
import { interimAlone, interimBeforeBody, noInterim } from '../../src/scenario/checks/interim.ts';
import { dated, named } from '../../src/scenario/checks/response-fields.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import { awaitFinal, endOf, finish, frames, put, source } from '../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../src/scenario/stimulus.ts';

const announced: Step[] = [...source(put()), frames(20), endOf('close')];

/** A source that does not wait: all of it is sent, and then the final answer is awaited. */
const unannounced = (changes: Partial<RequestPlan>): Step[] => [
  { do: 'request', conn: 'source', plan: put(changes) },
  frames(20),
  finish(),
  awaitFinal(),
];

/** A source that is listened to in the middle of its stream, where no final answer has its place. */
const whole: Step[] = [
  ...source(put()),
  frames(20),
  { do: 'overhear', conn: 'source', what: { kind: 'final' }, during: 'pause' },
  frames(20),
  finish(),
  awaitFinal(),
];

export const expectation = suite('icecast/expect', {
  'interim-before-body': {
    title: 'a source that announces its body and waits',
    send: announced,
    expect: { 'ICE-RESP-01': interimBeforeBody },
  },
  'date-of-the-interim': {
    title: 'the Date of a 100 Continue',
    send: announced,
    expect: { 'ICE-RESP-02': dated('100') },
  },
  'server-of-the-interim': {
    title: 'the Server of a 100 Continue',
    send: announced,
    expect: { 'ICE-RESP-03': named('100') },
  },
  'interim-is-a-head-alone': {
    title: 'what a 100 Continue declares of itself',
    send: announced,
    expect: { 'ICE-RESP-04': interimAlone },
  },
  'none-before-auth': {
    title: 'a source without credentials that announces its body',
    send: [...source(put({ as: 'nobody' })), awaitFinal()],
    expect: { 'ICE-100-01': under('E-ICE-02', noInterim) },
  },
  'none-to-http-1.0': {
    title: 'a source of HTTP/1.0 that announces its body',
    send: unannounced({ version: 'HTTP/1.0' }),
    expect: { 'ICE-100-01': under('E-ICE-02', noInterim) },
  },
  'unknown-expectation': {
    title: 'an expectation that no server knows',
    send: unannounced({ expect: 'the-unexpected' }),
    expect: { 'ICE-100-01': under('E-ICE-02', expectationFailedOrIgnored) },
  },
  'expectation-in-mixed-case': {
    title: 'an expectation in another case, which means nothing (RFC 9110, 10.1.1)',
    send: [...source(put({ expect: '100-Continue' })), frames(20), endOf('close')],
    expect: { 'ICE-100-01': under('E-ICE-02', interimBeforeBody) },
  },
  'without-expect': {
    title: 'a source that does not announce its body',
    send: unannounced({ expect: undefined }),
    expect: { 'ICE-REQ-EXPECT': takenWithoutExpect, 'ICE-100-01': silent(noInterim) },
  },
  'final-response-after-the-end': {
    title: 'when the final answer comes',
    send: whole,
    expect: { 'ICE-DATA-02': under('E-ICE-07', finalAfterTheEnd) },
  },
  'no-final-error': {
    title: 'what the final answer to a source that has ended says',
    send: whole,
    expect: { 'ICE-DATA-02': noFinalError },
  },
});
