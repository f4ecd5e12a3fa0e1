/** The one registry: every scenario of every suite, and its mutant. */
import type { Mutant } from '../src/scenario/mutant.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import { cmafClientScenarios } from './cmaf/client.ts';
import { cmafClientMutants, furtherCmafClientMutants } from './cmaf/client-mutants.ts';
import { cmafMediaScenarios } from './cmaf/client/media-scenarios.ts';
import { cmafMediaMutants, furtherCmafMediaMutants } from './cmaf/media-mutants.ts';
import { cmafServerScenarios } from './cmaf/server.ts';
import { cmafServerMutants, furtherCmafServerMutants } from './cmaf/server-mutants.ts';
import { dashMutants, dashScenarios, furtherDashMutants } from './dash.ts';
import { furtherHlsMutants, hlsMutants, hlsScenarios } from './hls.ts';
import { icecastClientScenarios } from './icecast/client.ts';
import { clientMutants, furtherClientMutants } from './icecast/client-mutants.ts';
import { icecastServerScenarios } from './icecast/server.ts';
import { furtherServerMutants, serverMutants } from './icecast/server-mutants.ts';
import { icy2ClientScenarios } from './icy2/client.ts';
import { furtherIcy2ClientMutants, icy2ClientMutants } from './icy2/client-mutants.ts';
import { icy2ConductScenarios } from './icy2/conduct.ts';
import { furtherIcy2ConductMutants, icy2ConductMutants } from './icy2/conduct-mutants.ts';
import { icy2ListenerScenarios } from './icy2/listener.ts';
import { furtherIcy2ListenerMutants, icy2ListenerMutants } from './icy2/listener-mutants.ts';
import { icy2MetadataScenarios } from './icy2/metadata.ts';
import { furtherIcy2MetadataMutants, icy2MetadataMutants } from './icy2/metadata-mutants.ts';

const all = {
  ...icecastServerScenarios,
  ...icecastClientScenarios,
  ...icy2MetadataScenarios,
  ...icy2ConductScenarios,
  ...icy2ClientScenarios,
  ...icy2ListenerScenarios,
  ...cmafServerScenarios,
  ...cmafClientScenarios,
  ...cmafMediaScenarios,
  ...dashScenarios,
  ...hlsScenarios,
};

export type ScenarioId = keyof typeof all;

export const scenarios: Readonly<Record<ScenarioId, Scenario>> = all;

/** A scenario without a mutant does not compile. */
const first: Readonly<Record<ScenarioId, Mutant>> = {
  ...serverMutants,
  ...clientMutants,
  ...icy2MetadataMutants,
  ...icy2ConductMutants,
  ...icy2ClientMutants,
  ...icy2ListenerMutants,
  ...cmafServerMutants,
  ...cmafClientMutants,
  ...cmafMediaMutants,
  ...dashMutants,
  ...hlsMutants,
};

/** Further deviations that a scenario must catch, most of them for its further clauses. */
const further: readonly (readonly [ScenarioId, Mutant])[] = [
  ...furtherServerMutants,
  ...furtherClientMutants,
  ...furtherIcy2MetadataMutants,
  ...furtherIcy2ConductMutants,
  ...furtherIcy2ClientMutants,
  ...furtherIcy2ListenerMutants,
  ...furtherCmafServerMutants,
  ...furtherCmafClientMutants,
  ...furtherCmafMediaMutants,
  ...furtherDashMutants,
  ...furtherHlsMutants,
];

/** What a scenario must catch; at least one. */
export const mutantsOf = (id: ScenarioId): readonly Mutant[] => [
  first[id],
  ...further.filter(([of]) => of === id).map(([, another]) => another),
];

/** Which suites there are, and what each is for. */
export const suites = {
  icecast: 'source ingest to Icecast: PUT, Basic authentication, 100-continue, chunked',
  icy2: 'ICY-META 2.1: detection, fields, statistics, tokens; what listeners are given',
  cmaf: 'CMAF ingest (interface 1 of DASH-IF Live Media Ingest): protocol, media, failover',
  dash: 'DASH ingest (interface 2): whole presentations in a store, as objects and manifests',
  hls: 'HLS ingest (interface 2): whole presentations in a store, as objects and playlists',
} as const;
