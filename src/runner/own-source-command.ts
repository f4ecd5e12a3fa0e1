/** Our own ingest source as a program of its own, for scenarios that put it into another network. */
import { fileURLToPath } from 'node:url';
import type { Account, Timing } from '../peer/stage.ts';
import type { Format, ReferencePlan } from '../scenario/scenario.ts';
import { delays } from '../scenario/timing.ts';
import { referenceFeatures } from './reference.ts';
import { presentationPlanOf } from './reference-presentation.ts';
import type { ClientTarget } from './target.ts';

/** This program, in what is built of it. */
const program = fileURLToPath(new URL('../main.js', import.meta.url));

const requestFlags = (plan: ReferencePlan): string[] => [
  '--requests',
  plan.requests ?? 'long',
  ...(plan.gzip === true ? ['--gzip'] : []),
];

const presentationFlags = (plan: ReferencePlan, format: Format): string[] => {
  const { formats, addressing, names, lowLatency, keys, window } = presentationPlanOf(plan, format);
  return [
    '--format',
    formats,
    ...(addressing === undefined ? [] : ['--addressing', addressing]),
    ...(names === undefined ? [] : ['--names', names]),
    ...(lowLatency === true ? ['--low-latency'] : []),
    ...(keys === true ? ['--keys'] : []),
    ...(window === undefined ? [] : ['--window', String(window)]),
  ];
};

/** The command line of our own source that plays as `runReferenceSource` does. */
export const ownSourceCommand = (
  plan: ReferencePlan,
  timing: Timing,
  owner: Account,
  format?: Format,
): ClientTarget => ({
  kind: 'client',
  argv: [
    process.execPath,
    program,
    'peer',
    format === undefined ? 'ingest-source' : 'presentation-source',
    format === undefined ? '{url}' : '{folder-url}',
    ...(plan.tracks ?? (format === undefined ? ['video'] : ['video', 'audio'])).flatMap((name) => [
      '--track',
      name,
    ]),
    ...(format === undefined ? requestFlags(plan) : presentationFlags(plan, format)),
    '--delay-scale',
    String(timing.delay('second') / delays.second),
  ],
  owner,
  features: referenceFeatures(),
  stopSignal: 'SIGINT',
  scheme: 'http',
  mount: format === undefined ? '/live.isml' : '/live',
  files: {},
  before: [],
});
