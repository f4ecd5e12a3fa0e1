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
