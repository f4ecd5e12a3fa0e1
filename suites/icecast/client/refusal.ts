/** What a source client does when its stream is refused. */
import { refuse } from '../../../src/scenario/behaviour.ts';
import { challengeAnswered } from '../../../src/scenario/checks/client-credentials.ts';
import { silenceAfterRefusal, unhurriedRetry } from '../../../src/scenario/checks/client-refusal.ts';
import { putMethod } from '../../../src/scenario/checks/client-request.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ClientScenario } from '../../../src/scenario/scenario.ts';

const refused = { requests: 6, orQuietFor: 'refusal' } as const;
const restraint = { 'ICE-AUTH-09': [silenceAfterRefusal, unhurriedRetry] } as const;

const refusedWith = (status: number, why: string): ClientScenario => ({
  title: `${String(status)} to every request, as servers say ${why}`,
  serve: [refuse(status)],
  until: refused,
  expect: restraint,
});

export const refusal = suite('icecast/client/refusal', {
  '401-then-accepted': {
    title: '401 to the first request, and a welcome to the next',
    serve: [refuse(401), accepting('strict')],
    until: { bodyBytes: 8 * 1024, orQuietFor: 'indefinite' },
    expect: { 'ICE-AUTH-05': challengeAnswered, ...restraint },
  },

  '401-with-allow-put': {
    title: '401 with the methods that the server takes, PUT among them',
    serve: [refuse(401, [['Allow', 'GET, PUT, SOURCE']])],
    until: refused,
    expect: { 'ICE-COM-01': putMethod, ...restraint },
  },

  '403': refusedWith(403, 'that the mount point is in use, or the content type is not supported'),
  '404': refusedWith(404, 'that there is no such mount point'),
  '409': refusedWith(409, 'that the mount point is in use'),
  '500': refusedWith(500, 'that they failed'),
  '503': refusedWith(503, 'that there are too many sources'),
});
