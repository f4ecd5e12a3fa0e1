/** What most scenarios of conduct are made of: a source of ICY2, a listener, and a look at the pages. */
import type { SentValues } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import { awaitFinal, finish, frames, get, put, source } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';

export type Fields = readonly (readonly [name: string, value: string])[];

/** The four fields of the smallest ICY2 source. */
export const minimal = {
  'icy-metadata-version': '2.1',
  'icy-station-id': 'ingestspec-conduct',
  'icy-name': 'Teststream of ingestspec',
  'icy-genre': 'Testing',
} as const;

/** The minimal fields, and further ones that may take their place. */
export const icy2 = (
  fields: Readonly<Record<string, string>> | SentValues = {},
  changes: Partial<RequestPlan> = {},
): RequestPlan => put({ fields: Object.entries({ ...minimal, ...fields }), ...changes });

export const statusPage: Step = { do: 'page', page: 'status', as: 'nobody', until: 'mount-shown' };
export const statsPage: Step = { do: 'page', page: 'stats', as: 'admin', until: 'mount-shown' };

/** All statistics that can be had: what is not public is left out where there is no administrator. */
export const statistics: readonly Step[] = [
  statusPage,
  { do: 'page', page: 'stats', as: 'admin', until: 'answered' },
];

/** The pages that a server may have for people; where it has none there is nothing to wait for. */
export const pagesForPeople: readonly Step[] = ['/status.xsl', '/7.html'].map((path) => ({
  do: 'page',
  page: { path },
  as: 'nobody',
  until: 'answered',
}));

/** A source that streams, is looked at in the middle of its stream, and ends. */
export const lookedAt = (plan: RequestPlan, ...looks: readonly Step[]): Step[] => [
  ...source(plan),
  frames(40),
  ...looks,
  frames(4),
  finish(),
  awaitFinal(),
];

/** The expectation before all other fields that a source chooses, so that it is not what a server of few lines drops. */
export const expectationFirst = (plan: RequestPlan): RequestPlan => ({
  ...plan,
  expect: undefined,
  fields: [['Expect', '100-continue'], ...plan.fields],
});

/** A listener's request that asks for metadata between the bytes of the stream. */
export const asking = get({ fields: [['Icy-MetaData', '1']] });
