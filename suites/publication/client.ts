/** Every scenario of interface 2 with an ingest source under test that both formats have. */
import type { Format } from '../../src/scenario/scenario.ts';
import { addresses } from './client/addresses.ts';
import { answers } from './client/answers.ts';
import { connections } from './client/connections.ts';
import { credentials } from './client/credentials.ts';
import { delivery } from './client/delivery.ts';
import { manifestFailure, headerFailure } from './client/failure-manifests.ts';
import { mediaFailure } from './client/failure-media.ts';
import { outage } from './client/failure-outages.ts';
import { manifests } from './client/manifests.ts';
import { media } from './client/media.ts';
import { names } from './client/names.ts';
import { redirect } from './client/redirect.ts';
import { requests } from './client/requests.ts';
import { sessions } from './client/sessions.ts';
import { sources } from './client/sources.ts';
import { tls } from './client/tls.ts';
import { types } from './client/types.ts';
import { window } from './client/window.ts';

export const publishersScenarios = <const F extends Format>(format: F) => ({
  ...addresses(format),
  ...answers(format),
  ...connections(format),
  ...credentials(format),
  ...delivery(format),
  ...manifestFailure(format),
  ...headerFailure(format),
  ...mediaFailure(format),
  ...outage(format),
  ...manifests(format),
  ...media(format),
  ...names(format),
  ...redirect(format),
  ...requests(format),
  ...sessions(format),
  ...sources(format),
  ...tls(format),
  ...types(format),
  ...window(format),
});
