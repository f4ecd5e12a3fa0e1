/** Credentials that are not as plain as most. */
import {
  basicCredentials,
  challengeAnswered,
  rightCredentials,
  wellFormedCredentials,
} from '../../../src/scenario/checks/client-credentials.ts';
import { under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';

const asked = { requests: 3, orQuietFor: 'refusal' } as const;

export const credentials = suite('icecast/client/credentials', {
  demanded: {
    title: 'A mount point that demands credentials',
    serve: [accepting('strict')],
    until: asked,
    expect: {
      'ICE-REQ-AUTH': basicCredentials,
      'ICE-AUTH-05': challengeAnswered,
    },
  },

  'as-given': {
    title: 'A user and a password in plain letters',
    serve: [accepting('strict')],
    until: asked,
    expect: { 'ICE-AUTH-06': [wellFormedCredentials, rightCredentials] },
  },

  'password-with-colons': {
    title: 'A password that has colons in it',
    serve: [accepting('strict')],
    until: asked,
    credentials: { user: 'dj', password: 'a:b:c' },
    needs: ['setsCredentials'],
    expect: { 'ICE-AUTH-07': rightCredentials },
  },

  'password-in-utf-8': {
    title: 'A password with letters beyond ASCII',
    serve: [accepting('strict')],
    until: asked,
    credentials: { user: 'dj', password: 'pässwörd' },
    needs: ['setsCredentials'],
    expect: { 'ICE-AUTH-07': rightCredentials },
  },

  'user-with-special-characters': {
    title: 'A user name with characters that mean something in a URL',
    serve: [accepting('strict')],
    until: asked,
    credentials: { user: 'dj@studio/1 50%', password: 'hack+me?#1' },
    needs: ['setsCredentials'],
    expect: { 'ICE-AUTH-06': under('E-ICE-02', rightCredentials) },
  },
});
