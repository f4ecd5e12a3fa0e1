/** A scenario is a value: a stimulus, and for each clause that it can judge the checks that do. */
import type { ClauseId } from '../spec/index.ts';
import type { Behaviour, Personality, Until } from './behaviour.ts';
import type { Check } from './check.ts';
import type { Step } from './stimulus.ts';

/** What is expected, by clause; the level is the clause's own. */
export type Expectations = { readonly [Id in ClauseId]?: Check | readonly Check[] };

interface Common {
  /** The situation, as a short noun phrase or sentence. */
  readonly title: string;
  readonly expect: Expectations;
  /**
   * Features that the target must offer for the scenario to apply; it is skipped where the target file says
   * `false`, and inconclusive where the feature is needed and nothing is known of it.
   */
  readonly needs?: readonly FeatureName[];
}

/** We are the client; a server is under test. */
export interface ServerScenario extends Common {
  readonly send: readonly Step[];
}

/** We are the server; a client is under test. */
export interface ClientScenario extends Common {
  readonly serve: readonly Behaviour[];
  readonly until: Until;
  readonly personality?: Personality;
  /** Credentials that the client is given, where they are the point. */
  readonly credentials?: { readonly user?: string; readonly password?: string };
}

export type Scenario = ServerScenario | ClientScenario;

/** What a target may offer or lack; declared in the target file under `features`, or found by the first probe. */
export const features = {
  statistics: 'a public statistics page (/status-json.xsl, or statusUrl)',
  admin: 'an administrator account (adminUser, adminPassword), with /admin/stats and /admin/metadata',
  listeners: 'listeners (GET of a mount point)',
  anyMount: 'mount points that any source may name, so that scenarios run side by side',
  openMount: 'a mount point that takes sources without credentials (accounts.open)',
  colonAccount: 'an account whose password has colons (accounts.colon)',
  utf8Account: 'an account whose password is not ASCII (accounts.utf8)',
  stopsOnSignal: 'a way to end its stream cleanly (a signal)',
  setsCredentials: 'credentials that can be set from outside ({url}, or {user} and {password})',
} as const;

export type FeatureName = keyof typeof features;

export const isServerScenario = (scenario: Scenario): scenario is ServerScenario => 'send' in scenario;

/** A group of scenarios under one prefix; ids are `prefix/key`, so they are unique by construction. */
export type Suite<Prefix extends string, Keys extends string> = {
  readonly [Id in `${Prefix}/${Keys}`]: Scenario;
};

export const suite = <const Prefix extends string, Keys extends string>(
  prefix: Prefix,
  scenarios: Readonly<Record<Keys, Scenario>>,
): Suite<Prefix, Keys> =>
  Object.fromEntries(
    Object.entries<Scenario>(scenarios).map(([key, scenario]) => [`${prefix}/${key}`, scenario]),
  ) as Suite<Prefix, Keys>;
