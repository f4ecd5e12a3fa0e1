/** Our own ingest source as a program of its own, for scenarios that put it into another network. */
import { fileURLToPath } from 'node:url';
import type { Account, Timing } from '../peer/stage.ts';
import type { ReferencePlan } from '../scenario/scenario.ts';
import { delays } from '../scenario/timing.ts';
import { referenceFeatures } from './reference.ts';
import type { ClientTarget } from './target.ts';

/** This program, in what is built of it. */
const program = fileURLToPath(new URL('../main.js', import.meta.url));

/** The command line of our own source that plays as `runReferenceSource` does. */
export const ownSourceCommand = (plan: ReferencePlan, timing: Timing, owner: Account): ClientTarget => ({
  kind: 'client',
  argv: [
    process.execPath,
    program,
    'peer',
    'ingest-source',
    '{url}',
    ...(plan.tracks ?? ['video']).flatMap((name) => ['--track', name]),
    '--requests',
    plan.requests ?? 'long',
    ...(plan.gzip === true ? ['--gzip'] : []),
    '--delay-scale',
    String(timing.delay('second') / delays.second),
  ],
  owner,
  features: referenceFeatures(),
  stopSignal: 'SIGINT',
  scheme: 'http',
  mount: '/live.isml',
  files: {},
  before: [],
});
