/** Methods other than PUT, and what the server says of itself. */
import { accepted, answeredOtherThan, refusedWith } from '../../src/scenario/checks/answers.ts';
import { coveredVersion } from '../../src/scenario/checks/response-fields.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import { awaitFinal, endOf, finish, frames, get, put } from '../../src/scenario/stimulus.ts';

export const method = suite('icecast/method', {
  'unknown-method': {
    title: 'a method that no server knows',
    send: [{ do: 'request', conn: 'source', plan: get({ method: 'BREW', as: 'owner' }) }, awaitFinal()],
    expect: { 'ICE-COM-01': under('E-ICE-02', refusedWith(501)) },
  },
  post: {
    title: 'a source that comes with POST',
    send: [
      { do: 'request', conn: 'source', plan: put({ method: 'POST', expect: undefined }) },
      frames(20),
      finish(),
      awaitFinal(),
    ],
    expect: { 'ICE-COM-01': silent(refusedWith(501)) },
  },
  source: {
    title: 'a source that comes with SOURCE, as before version 2.4',
    send: [
      {
        do: 'request',
        conn: 'source',
        plan: put({ method: 'SOURCE', version: 'HTTP/1.0', framing: { by: 'close' }, expect: undefined }),
      },
      awaitFinal(),
      frames(20),
      endOf('close'),
    ],
    expect: { 'ICE-SCOPE-02': silent(accepted) },
  },
  options: {
    title: 'OPTIONS *, with which clients of libshout begin; 404 makes some of them give up',
    send: [{ do: 'request', conn: 'source', plan: get({ method: 'OPTIONS', target: '*' }) }, awaitFinal()],
    expect: { 'ICE-COM-01': silent(answeredOtherThan(404)) },
  },
  'server-version': {
    title: 'which version the server calls itself',
    send: [{ do: 'request', conn: 'source', plan: get() }, awaitFinal()],
    expect: { 'ICE-SCOPE-01': coveredVersion },
  },
});
