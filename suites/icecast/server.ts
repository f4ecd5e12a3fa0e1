/** Every scenario in which an Icecast server is under test. */
import { auth } from './auth.ts';
import { contentType } from './content-type.ts';
import { expectation } from './expect.ts';
import { flow } from './flow.ts';
import { framing } from './framing.ts';
import { headers } from './headers.ts';
import { lines } from './lines.ts';
import { metadata } from './metadata.ts';
import { method } from './method.ts';
import { mount } from './mount.ts';

export const icecastServerScenarios = {
  ...auth,
  ...expectation,
  ...framing,
  ...contentType,
  ...mount,
  ...headers,
  ...lines,
  ...method,
  ...flow,
  ...metadata,
};
