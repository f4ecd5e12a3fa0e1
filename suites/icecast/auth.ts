/** Authentication of a source: RFC 7617 on PUT, and what becomes of a source that is turned away. */
import { accepted, status, whenRefusedWith } from '../../src/scenario/checks/answers.ts';
import { notReset } from '../../src/scenario/checks/ending.ts';
import { noInterim } from '../../src/scenario/checks/interim.ts';
import { heardNothing } from '../../src/scenario/checks/listening.ts';
import { basicChallenge, dated, named } from '../../src/scenario/checks/response-fields.ts';
import { under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import { awaitFinal, endOf, frames, get, put, source } from '../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../src/scenario/stimulus.ts';

/** A source that ought to be turned away: where it is not, it streams, so that this too can be seen. */
const turnedAway = (changes: Partial<RequestPlan>): Step[] => [
  ...source(put(changes)),
  frames(40),
  awaitFinal(),
];

/** A source that ought to be taken; it ends by closing in the middle of its stream. */
const taken = (changes: Partial<RequestPlan>): Step[] => [
  ...source(put(changes)),
  frames(20),
  endOf('close'),
];

/** Frames that are sent whatever the server has said meanwhile. */
const inFlight = (count: number): Step => ({
  do: 'stream',
  conn: 'source',
  sample: 'mp3',
  frames: count,
  regardless: true,
});

/** A listener of the mount point, and whether anything comes to it. */
const listensFor: Step[] = [
  { do: 'request', conn: 'listener', plan: get() },
  { do: 'overhear', conn: 'listener', what: { kind: 'payload', bytes: 1024 }, during: 'silence' },
];

export const auth = suite('icecast/auth', {
  'put-without-credentials': {
    title: 'a source without credentials, on a mount point that demands them',
    send: turnedAway({ as: 'nobody' }),
    expect: { 'ICE-AUTH-02': [status(401), under('E-ICE-02', noInterim)] },
  },
  'put-without-credentials-or-expect': {
    title: 'a source without credentials that does not announce its body',
    send: [
      { do: 'request', conn: 'source', plan: put({ as: 'nobody', expect: undefined }) },
      inFlight(8),
      awaitFinal(),
    ],
    expect: { 'ICE-AUTH-02': status(401) },
  },
  'head-of-a-401': {
    title: 'the Date and Server of a 401',
    send: turnedAway({ as: 'nobody' }),
    expect: { 'ICE-AUTH-03': [whenRefusedWith(401, dated('final')), whenRefusedWith(401, named('final'))] },
  },
  'challenge-of-a-401': {
    title: 'the challenge in a 401',
    send: turnedAway({ as: 'nobody' }),
    expect: { 'ICE-AUTH-04': whenRefusedWith(401, basicChallenge) },
  },
  'put-with-wrong-password': {
    title: 'a source with a wrong password',
    send: turnedAway({ as: 'stranger' }),
    expect: { 'ICE-AUTH-08': status(401) },
  },
  'put-with-wrong-user': {
    title: 'a source with a wrong user and the right password, and a listener who should hear nothing of it',
    send: [...source(put({ as: 'impostor' })), frames(80), ...listensFor],
    expect: { 'ICE-AUTH-08': [status(401), heardNothing()] },
  },
  'put-with-credentials': {
    title: 'a source with the right credentials',
    send: taken({}),
    expect: {
      'ICE-AUTH-05': accepted,
      'ICE-REQ-AUTH': accepted,
      'ICE-COM-01': accepted,
      'ICE-REQ-01': accepted,
    },
  },
  'open-mount': {
    title: 'a source without credentials, on a mount point that needs none',
    needs: ['openMount'],
    send: taken({ as: 'nobody', target: '{mount:open}' }),
    expect: { 'ICE-AUTH-01': accepted },
  },
  'scheme-in-lower-case': {
    title: 'the scheme of the credentials in lower case',
    send: taken({ scheme: 'basic' }),
    expect: { 'ICE-AUTH-05': accepted },
  },
  'password-with-colons': {
    title: 'a password that has colons in it',
    needs: ['colonAccount'],
    send: taken({ as: { account: 'colon' }, target: '{mount:colon}' }),
    expect: { 'ICE-AUTH-07': accepted },
  },
  'password-in-utf-8': {
    title: 'a password that is not ASCII, as UTF-8',
    needs: ['utf8Account'],
    send: taken({ as: { account: 'utf8' }, target: '{mount:utf8}' }),
    expect: { 'ICE-AUTH-07': accepted },
  },
  'credentials-not-base64': {
    title: 'credentials that are no base64',
    send: turnedAway({ as: { authorization: 'Basic ?not*base64?' } }),
    expect: { 'ICE-AUTH-06': status(401, 400) },
  },
  'credentials-without-colon': {
    title: 'credentials that decode to something without a colon',
    send: turnedAway({ as: { authorization: 'Basic bm8tY29sb24taGVyZQ==' } }),
    expect: { 'ICE-AUTH-06': status(401, 400) },
  },
  'credentials-with-empty-user': {
    title: 'credentials with an empty user and the right password',
    send: turnedAway({ as: 'nameless' }),
    expect: { 'ICE-AUTH-06': status(401, 400) },
  },
  'refused-source-reaches-no-listener': {
    title: 'a refused source that streams all the same, and a listener who should hear nothing of it',
    send: [...source(put({ as: 'stranger' })), inFlight(80), ...listensFor],
    expect: { 'ICE-AUTH-08': heardNothing() },
  },
  'refusal-while-body-in-flight': {
    title: 'a source without credentials whose body is in flight already',
    send: [
      { do: 'request', conn: 'source', plan: put({ as: 'nobody', expect: undefined }) },
      inFlight(628),
      awaitFinal(),
      // A connection that was torn down shows it when more is written, and only then for sure.
      inFlight(8),
      { do: 'pause', during: 'pause' },
      inFlight(8),
    ],
    expect: { 'ICE-AUTH-02': [status(401), under('E-ICE-02', notReset)] },
  },
});
