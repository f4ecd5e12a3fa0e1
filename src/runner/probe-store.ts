/**
 * The first look at a store, and at what a source publishes in one (interface 2): whether credentials are demanded, whether
 * folders are made for whoever stores something in them, what objects a source has.
 */
import { header, media } from '../scenario/ingest/media-step.ts';
import { remove, upload, uploadPlan } from '../scenario/ingest/object-step.ts';
import { isMedia, manifestsOf, uploadsOf } from '../scenario/ingest/published.ts';
import type { ManifestVersion } from '../scenario/ingest/published.ts';
import { sentTracks } from '../scenario/ingest/sent-tracks.ts';
import type { ServerScenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';
import type { Observations } from '../trace/observations.ts';
import type { Features } from '../verdict/applicability.ts';

const beside = '{root}probe{suffix}.init';
const grown = '{root}growing{suffix}.init';

/** An object without credentials, one with them, one in a folder that is not there, and one that grows. */
export const storeProbe: ServerScenario = {
  title: 'a first look at the store',
  send: [
    ...upload('', [header()], {
      conn: 'anonymous',
      plan: { target: beside, as: 'nobody', contentType: 'video/mp4' },
    }),
    ...upload('', [header()], { conn: 'source', plan: { target: beside, contentType: 'video/mp4' } }),
    ...upload('probe.init', [header()], { conn: 'folder' }),
    {
      do: 'request',
      conn: 'growing',
      plan: uploadPlan('', { target: grown, contentType: 'video/mp4', framing: { by: 'chunks' } }),
    },
    media([header()], { conn: 'growing' }),
    {
      do: 'request',
      conn: 'reader',
      plan: uploadPlan('', { method: 'GET', target: grown, framing: undefined, contentType: undefined }),
    },
    { do: 'overhear', conn: 'reader', what: { kind: 'payload', bytes: 1 }, during: 'silence' },
    { do: 'finish', conn: 'growing' },
    { do: 'await', conn: 'growing', what: { kind: 'final' }, within: 'final' },
    ...remove('', { conn: 'removal', plan: { target: beside } }),
    ...remove('probe.init', { conn: 'removal' }),
    ...remove('', { conn: 'removal', plan: { target: grown } }),
  ],
  expect: {},
};

const exchangeOn = (seen: Observations, label: string) =>
  seen.connections.find((connection) => connection.label === label)?.exchanges[0];

const accepted = (seen: Observations, label: string): boolean | undefined => {
  const status = exchangeOn(seen, label)?.response?.head.status;
  return status === undefined ? undefined : status < 300;
};

/** What was seen to be offered; absent where the look decided nothing. */
export const storeFeaturesSeen = (events: readonly TraceEvent[]): Features => {
  const seen = observe(events);
  const owner = accepted(seen, 'source') === true;
  const anonymous = accepted(seen, 'anonymous');
  const folder = accepted(seen, 'folder');
  const reader = exchangeOn(seen, 'reader')?.response;
  const grew = reader?.head.status === 200 && reader.body.length > 0;
  return {
    ...(owner && anonymous !== undefined ? { demandsCredentials: !anonymous } : {}),
    ...(owner && folder !== undefined ? { makesFolders: folder } : {}),
    ...(accepted(seen, 'growing') === true ? { lowLatencyReads: grew } : {}),
    ...(seen.parameters.origin.startsWith('https:') ? { https: true } : {}),
  };
};

/** Whether a manifest was seen to name a media object no more that an earlier version of it names. */
const windowSlides = (manifests: readonly ManifestVersion[]): boolean =>
  manifests.some(({ upload, names }, index) => {
    const next = manifests.slice(index + 1).find((other) => other.upload.path === upload.path);
    if (next === undefined || next.names.length === 0) return false;
    const left = new Set(next.names.map(({ path }) => path));
    return names.some(({ purpose, path }) => purpose === 'media' && !left.has(path));
  });

/** What a source was seen to publish, in a scenario in which nothing was done to it. */
export const publisherFeaturesSeen = (events: readonly TraceEvent[]): Features => {
  const seen = observe(events);
  const uploads = uploadsOf(seen);
  const media = uploads.filter(isMedia);
  if (media.length === 0) return {};
  const manifests = manifestsOf(seen);
  const count = (kind: string): number => sentTracks(seen).filter((track) => track.kind === kind).length;
  const inChunks = media.filter(
    ({ exchange, post }) =>
      exchange.request.body.framing.by === 'chunks' &&
      post.objects.filter(({ kind }) => kind === 'fragment').length > 1,
  );
  return {
    dash: manifests.some(({ mpd }) => mpd !== undefined),
    hls: manifests.some(({ playlist }) => playlist !== undefined),
    // The look may have been too short to see it.
    ...(windowSlides(manifests) ? { slidingWindow: true } : {}),
    lowLatency: inChunks.length > 0,
    encrypts: uploads.some(({ kind }) => kind === 'key'),
    transportStreams: uploads.some(({ kind }) => kind === 'transport-stream'),
    audio: count('audio') > 0,
    renditions: count('video') > 1,
    text: count('text') > 0,
    metadata: count('metadata') > 0,
  };
};
