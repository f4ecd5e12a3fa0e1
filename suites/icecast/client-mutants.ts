/** For every scenario with a source client under test, the deviation of ours that it must catch. */
import { client } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { icecastClientScenarios } from './client.ts';

export const clientMutants = {
  'icecast/client/request/first-request': client(
    'uses-source-method',
    'ICE-SCOPE-02',
    'ICE-COM-01',
    'ICE-REQ-01',
  ),
  'icecast/client/request/first-request-to-icecast-2.4': client('stops-on-early-200', 'ICE-DATA-02'),
  'icecast/client/request/first-request-to-icecast-2.5': client('uses-post', 'ICE-COM-01'),

  'icecast/client/continue/at-once': client('never-sends', 'ICE-DATA-01'),
  'icecast/client/continue/after-a-short-delay': client('does-not-wait', 'ICE-DATA-01', 'ICE-100-02'),
  'icecast/client/continue/after-a-long-delay': client('does-not-wait', 'ICE-100-02'),
  'icecast/client/continue/never': client('waits-for-ever', 'ICE-100-02'),

  'icecast/client/credentials/demanded': client('omits-credentials', 'ICE-REQ-AUTH', 'ICE-AUTH-05'),
  'icecast/client/credentials/as-given': client('unpadded-base64', 'ICE-AUTH-06'),
  'icecast/client/credentials/password-with-colons': client('cuts-password-at-colon', 'ICE-AUTH-07'),
  'icecast/client/credentials/password-in-utf-8': client('credentials-in-latin1', 'ICE-AUTH-07'),
  'icecast/client/credentials/user-with-special-characters': client(
    'credentials-percent-encoded',
    'ICE-AUTH-06',
  ),

  'icecast/client/refusal/401-then-accepted': client('streams-after-refusal', 'ICE-AUTH-09'),
  'icecast/client/refusal/401-with-allow-put': client('uses-source-method', 'ICE-COM-01'),
  'icecast/client/refusal/403': client('hammers', 'ICE-AUTH-09'),
  'icecast/client/refusal/404': client('streams-after-refusal', 'ICE-AUTH-09'),
  'icecast/client/refusal/409': client('hammers', 'ICE-AUTH-09'),
  'icecast/client/refusal/500': client('streams-after-refusal', 'ICE-AUTH-09'),
  'icecast/client/refusal/503': client('hammers', 'ICE-AUTH-09'),

  'icecast/client/answer/early-200': client('stops-on-early-200', 'ICE-DATA-02'),
  'icecast/client/answer/200-in-mid-stream': client('stops-on-early-200', 'ICE-DATA-02'),
  'icecast/client/answer/200-at-the-end': client('omits-last-chunk', 'ICE-REQ-TE', 'ICE-DATA-02'),
  'icecast/client/answer/icy-200-ok': client('chokes-on-icy', 'ICE-DATA-02'),
  'icecast/client/answer/http-1.0': client('chokes-on-http-1.0', 'ICE-DATA-02'),

  'icecast/client/redirect/301-to-the-same-authority': client('get-on-redirect', 'ICE-COM-01'),
  'icecast/client/redirect/302-to-the-same-authority': client(
    'drops-authorization-on-redirect',
    'ICE-REQ-AUTH',
  ),
  'icecast/client/redirect/307-to-the-same-authority': client(
    'ignores-redirects',
    'ICE-COM-01',
    'ICE-REQ-AUTH',
  ),
  'icecast/client/redirect/308-to-the-same-authority': client(
    'drops-authorization-on-redirect',
    'ICE-REQ-AUTH',
  ),
  'icecast/client/redirect/301-to-another-authority': client(
    'carries-authorization-elsewhere',
    'ICE-REQ-AUTH',
  ),
  'icecast/client/redirect/302-to-another-authority': client('get-on-redirect', 'ICE-COM-01'),
  'icecast/client/redirect/307-to-another-authority': client(
    'carries-authorization-elsewhere',
    'ICE-REQ-AUTH',
  ),
  'icecast/client/redirect/308-to-another-authority': client(
    'ignores-redirects',
    'ICE-COM-01',
    'ICE-REQ-AUTH',
  ),

  'icecast/client/fault/reset-mid-stream': client(
    'never-retries',
    'ICE-COM-01',
    'ICE-REQ-AUTH',
    'ICE-DATA-01',
  ),
  'icecast/client/fault/closed-mid-stream': client('begins-mid-frame', 'ICE-DATA-01'),
  'icecast/client/fault/refused-then-available': client('never-retries', 'ICE-COM-01'),
  'icecast/client/fault/server-stops-reading': client('tears-frames', 'ICE-DATA-01'),

  'icecast/client/flow/steady': client('sends-a-burst', 'ICE-PROTO-02'),
  'icecast/client/flow/valid-frames': client('wrong-content-type', 'ICE-REQ-CT'),

  'icecast/client/end/clean-end': client('resets-at-end', 'ICE-REQ-TE', 'ICE-DATA-02'),
} as const satisfies Record<keyof typeof icecastClientScenarios, Mutant>;

/** Deviations that the scenarios must catch besides: each clause of a request is broken by one, and each quirk is seen. */
export const furtherClientMutants: readonly (readonly [
  scenario: keyof typeof clientMutants,
  mutant: Mutant,
])[] = [
  ['icecast/client/request/first-request', client('uses-post', 'ICE-COM-01', 'ICE-REQ-01')],
  [
    'icecast/client/request/first-request',
    client('speaks-http-1.0', 'ICE-PROTO-01', 'ICE-REQ-01', 'ICE-REQ-TE'),
  ],
  ['icecast/client/request/first-request', client('absolute-target', 'ICE-REQ-01')],
  ['icecast/client/request/first-request', client('wrong-target', 'ICE-PROTO-01', 'ICE-REQ-01')],
  ['icecast/client/request/first-request', client('omits-host', 'ICE-REQ-HOST')],
  ['icecast/client/request/first-request', client('empty-host', 'ICE-REQ-HOST')],
  ['icecast/client/request/first-request', client('repeats-host', 'ICE-REQ-HOST')],
  ['icecast/client/request/first-request', client('host-without-port', 'ICE-REQ-HOST')],
  ['icecast/client/request/first-request', client('bare-lf', 'ICE-CONV-03')],
  ['icecast/client/request/first-request', client('folds-a-field', 'ICE-PROTO-01')],
  ['icecast/client/request/first-request', client('omits-user-agent', 'ICE-REQ-UA')],
  ['icecast/client/request/first-request', client('user-agent-without-version', 'ICE-REQ-UA')],
  ['icecast/client/request/first-request', client('omits-content-type', 'ICE-REQ-CT')],
  ['icecast/client/request/first-request', client('wrong-content-type', 'ICE-REQ-CT')],
  ['icecast/client/request/first-request', client('malformed-content-type', 'ICE-REQ-CT')],
  ['icecast/client/request/first-request', client('omits-expect', 'ICE-REQ-EXPECT')],
  ['icecast/client/request/first-request', client('unknown-expectation', 'ICE-REQ-EXPECT')],
  [
    'icecast/client/request/first-request',
    client(
      'omits-ice-fields',
      'ICE-REQ-PUBLIC',
      'ICE-REQ-NAME',
      'ICE-REQ-DESCRIPTION',
      'ICE-REQ-URL',
      'ICE-REQ-GENRE',
    ),
  ],
  ['icecast/client/request/first-request', client('latin1-fields', 'ICE-CONV-02', 'ICE-REQ-NAME')],
  ['icecast/client/request/first-request', client('ice-public-in-words', 'ICE-REQ-PUBLIC')],
  ['icecast/client/request/first-request', client('repeats-ice-name', 'ICE-REQ-NAME')],
  ['icecast/client/request/first-request', client('repeats-ice-description', 'ICE-REQ-DESCRIPTION')],
  ['icecast/client/request/first-request', client('repeats-ice-genre', 'ICE-REQ-GENRE')],
  ['icecast/client/request/first-request', client('relative-ice-url', 'ICE-REQ-URL')],
  ['icecast/client/credentials/as-given', client('wrong-password', 'ICE-AUTH-06')],
  ['icecast/client/credentials/demanded', client('other-scheme', 'ICE-REQ-AUTH', 'ICE-AUTH-05')],
  ['icecast/client/credentials/as-given', client('other-scheme', 'ICE-AUTH-06')],
  ['icecast/client/credentials/as-given', client('breaks-base64', 'ICE-AUTH-06')],
  ['icecast/client/request/first-request', client('sends-raw-body', 'ICE-REQ-TE')],
  ['icecast/client/request/first-request', client('sends-content-length', 'ICE-REQ-TE')],
  ['icecast/client/request/first-request', client('bad-chunk-size', 'ICE-REQ-TE')],
  ['icecast/client/end/clean-end', client('omits-last-chunk', 'ICE-REQ-TE')],
  ['icecast/client/answer/200-at-the-end', client('resets-at-end', 'ICE-REQ-TE', 'ICE-DATA-02')],
  ['icecast/client/flow/valid-frames', client('tears-frames', 'ICE-DATA-01')],
  ['icecast/client/fault/reset-mid-stream', client('begins-mid-frame', 'ICE-DATA-01')],
  ['icecast/client/flow/steady', client('sends-too-slowly', 'ICE-PROTO-02')],
  [
    'icecast/client/credentials/demanded',
    client(['ignores-challenge', 'waits-for-challenge'], 'ICE-REQ-AUTH', 'ICE-AUTH-05'),
  ],
  ['icecast/client/refusal/403', client('streams-after-refusal', 'ICE-AUTH-09')],
  [
    'icecast/client/redirect/301-to-the-same-authority',
    client('ignores-redirects', 'ICE-COM-01', 'ICE-REQ-AUTH'),
  ],
  ['icecast/client/redirect/307-to-another-authority', client('get-on-redirect', 'ICE-COM-01')],
  [
    'icecast/client/redirect/301-to-the-same-authority',
    client('drops-authorization-on-redirect', 'ICE-REQ-AUTH'),
  ],
  [
    'icecast/client/redirect/308-to-another-authority',
    client('carries-authorization-elsewhere', 'ICE-REQ-AUTH'),
  ],
  [
    'icecast/client/fault/reset-mid-stream',
    client('forgets-credentials-on-reconnection', 'ICE-REQ-AUTH', 'ICE-DATA-01'),
  ],
];
