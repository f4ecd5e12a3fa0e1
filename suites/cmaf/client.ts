/** Every scenario in which an ingest source is under test. */
import { answer } from './client/answer.ts';
import { credentials } from './client/credentials.ts';
import { end } from './client/end.ts';
import { fault } from './client/fault.ts';
import { flow } from './client/flow.ts';
import { instances } from './client/instances.ts';
import { names } from './client/names.ts';
import { redirect } from './client/redirect.ts';
import { start } from './client/start.ts';
import { tls } from './client/tls.ts';

export const cmafClientScenarios = {
  ...start,
  ...answer,
  ...redirect,
  ...fault,
  ...credentials,
  ...tls,
  ...names,
  ...flow,
  ...end,
  ...instances,
};
