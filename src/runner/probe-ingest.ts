/** The first look at a receiving entity: whether it demands credentials, and where it lets a source publish. */
import { header, media, post, send } from '../scenario/ingest/media-step.ts';
import type { ServerScenario } from '../scenario/scenario.ts';
import { sentTracks } from '../scenario/ingest/sent-tracks.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';
import type { Observations } from '../trace/observations.ts';
import type { Features } from '../verdict/applicability.ts';

/** A header without credentials, one with them, and one for a publishing point that nobody has set up. */
export const ingestProbe: ServerScenario = {
  title: 'a first look at the receiving entity',
  send: [
    { do: 'request', conn: 'anonymous', plan: post('video', { as: 'nobody' }) },
    media([header()], { conn: 'anonymous' }),
    { do: 'finish', conn: 'anonymous' },
    { do: 'await', conn: 'anonymous', what: { kind: 'final' }, within: 'final' },
    ...send([header()], { conn: 'source' }),
    ...send([header()], { conn: 'nowhere', plan: { target: '{mount}-unset/video.cmfv' } }),
  ],
  expect: {},
};

const statusOn = (seen: Observations, label: string): number | undefined =>
  seen.connections.find((connection) => connection.label === label)?.exchanges[0]?.response?.head.status;

const accepted = (status: number | undefined): boolean | undefined =>
  status === undefined ? undefined : status < 300;

/** What was seen to be offered; absent where the look decided nothing. */
export const receiverFeaturesSeen = (events: readonly TraceEvent[]): Features => {
  const seen = observe(events);
  const owner = accepted(statusOn(seen, 'source'));
  const anonymous = accepted(statusOn(seen, 'anonymous'));
  const nowhere = accepted(statusOn(seen, 'nowhere'));
  return {
    activeReceiver: true,
    ...(owner === true && anonymous !== undefined ? { demandsCredentials: !anonymous } : {}),
    ...(owner === true && nowhere !== undefined ? { provisionedPoints: !nowhere, anyMount: nowhere } : {}),
    ...(seen.parameters.origin.startsWith('https:') ? { https: true } : {}),
  };
};

/** What a source was seen to send, in a scenario in which nothing was done to it. */
export const sourceFeaturesSeen = (events: readonly TraceEvent[]): Features => {
  const tracks = sentTracks(observe(events));
  if (tracks.length === 0) return {};
  const count = (kind: string): number => tracks.filter((track) => track.kind === kind).length;
  return {
    audio: count('audio') > 0,
    renditions: count('video') > 1,
    text: count('text') > 0,
    metadata: count('metadata') > 0,
  };
};
