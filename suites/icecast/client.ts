/** Every scenario in which a source client is under test. */
import { answer } from './client/answer.ts';
import { continues } from './client/continue.ts';
import { credentials } from './client/credentials.ts';
import { end } from './client/end.ts';
import { fault } from './client/fault.ts';
import { flow } from './client/flow.ts';
import { redirect } from './client/redirect.ts';
import { refusal } from './client/refusal.ts';
import { request } from './client/request.ts';

export const icecastClientScenarios = {
  ...request,
  ...continues,
  ...credentials,
  ...refusal,
  ...answer,
  ...redirect,
  ...fault,
  ...flow,
  ...end,
};
