/** How a connection is to be made: as the target's address says, or as a `connect` step wishes. */
import { clientCertificates } from '../../scenario/ingest/connect-step.ts';
import type { TransportPlan } from '../../scenario/ingest/connect-step.ts';
import { inFamily } from '../../wire/dial.ts';
import type { DialTls } from '../../wire/dial.ts';
import type { ServerTarget } from '../perform.ts';
import type { Cast } from '../request-text.ts';
import type { Stage } from '../stage.ts';

/** Where to, and with what. */
export interface Route {
  readonly host: string;
  readonly port: number;
  readonly tls?: DialTls | undefined;
  readonly family?: 4 | 6 | undefined;
}

/** Why a connection cannot be made as wished, as the trace says it of a step that is left out. */
export interface NoRoute {
  readonly reason: string;
}

export const isRoute = (result: Route | NoRoute): result is Route => 'port' in result;

type TlsPlan = NonNullable<TransportPlan['tls']>;

/** The certificate that is shown; `undefined` where there is none such. */
const shown = (
  { certificate }: TlsPlan,
  base: DialTls,
  certificates: ServerTarget['certificates'],
): Pick<DialTls, 'cert' | 'key'> | undefined => {
  if (certificate === undefined) return {};
  if (certificate === 'none') return { cert: undefined, key: undefined };
  // Only whoever runs a target of others knows which certificate it trusts.
  if (certificate === 'trusted' && base.cert !== undefined) return {};
  return certificates?.client[certificate];
};

const secureRoute = (target: ServerTarget, plan: TlsPlan): Route | NoRoute => {
  const { secure, tls } = target;
  if (secure === undefined && tls === undefined) return { reason: 'the target has no address with HTTPS' };
  const at = secure ?? target;
  const base = at.tls ?? {};
  const identity = shown(plan, base, target.certificates);
  if (identity === undefined)
    return {
      reason: `we have no client certificate of this kind: ${clientCertificates[plan.certificate ?? 'none']}`,
    };
  const { min: minVersion, max: maxVersion, ciphers } = plan;
  return { host: at.host, port: at.port, tls: { ...base, ...identity, minVersion, maxVersion, ciphers } };
};

/** The route of a plan; without TLS in it, the target's own address as it stands. */
export const routeOf = (target: ServerTarget, plan: TransportPlan = {}): Route | NoRoute => {
  const { host, port, tls } = target;
  const route = plan.tls === undefined ? { host, port, tls } : secureRoute(target, plan.tls);
  return isRoute(route) ? { ...route, family: plan.family } : route;
};

const withBrackets = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Who we are and whom we speak to over a route. */
export const castOf = (target: ServerTarget, stage: Stage, { host, port, tls, family }: Route): Cast => {
  const authority = `${withBrackets(inFamily(host, family) ?? host)}:${String(port)}`;
  const { token, trackPath, trackSuffix, flat, tracks } = target;
  const origin = `${tls === undefined ? 'http' : 'https'}://${authority}`;
  return { ...stage, authority, origin, token, trackPath, trackSuffix, flat, tracks };
};
