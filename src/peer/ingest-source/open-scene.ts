/** How what all tracks share comes from the options of a source. */
import type { DialTls } from '../../wire/dial.ts';
import type { Account } from '../stage.ts';
import { unrecorded } from '../unrecorded.ts';
import type { IngestSourceOptions } from './ingest-source.ts';
import type { MediaClock } from './media-clock.ts';
import { knownNames } from './names.ts';
import { below, usualTemplate } from './place.ts';
import type { Quirks } from './request.ts';
import type { Scene } from './scene.ts';
import { securityWith } from './security.ts';

/** Tracks, quirks and pace are taken care of elsewhere. */
export type SceneOptions = Omit<IngestSourceOptions, 'tracks' | 'quirks' | 'pace'>;

/** How many fragments a replacement is late that should take over at once. */
const lateFragments = 5;

const firstFragmentOf = ({ firstFragment = 0, instance }: SceneOptions, quirks: Quirks): number => {
  if (instance !== 'second') return firstFragment;
  if (quirks.has('own-clock')) return 0;
  return firstFragment + (quirks.has('late-takeover') ? lateFragments : 0);
};

const pointOf = ({ point, instance }: SceneOptions, quirks: Quirks): string => {
  const path = point.startsWith('/') ? point : `/${point}`;
  return instance === 'second' && quirks.has('other-url-on-takeover') ? below(path, 'second') : path;
};

/** What an ingest source with these options and quirks has while it runs. */
export const sceneOf = (options: SceneOptions, quirks: Quirks, clock: MediaClock): Scene => {
  const { host, port, timing, tls, signal, stop, user, password, updatedCredentials } = options;
  let account: Account = { user, password };
  let security: Promise<DialTls | undefined> | undefined;
  return {
    quirks,
    timing,
    clock,
    names: knownNames({
      nameserver: options.nameserver,
      clock,
      quirks,
      timeoutMs: timing.deadline('connect'),
      signal,
    }),
    recorder: unrecorded(),
    home: {
      host,
      port,
      secure: tls !== undefined && !quirks.has('plain-http'),
      target: pointOf(options, quirks),
    },
    requests: options.requests,
    template: options.template ?? usualTemplate,
    gzip: options.gzip ?? false,
    firstFragment: firstFragmentOf(options, quirks),
    fragments: options.fragments ?? Infinity,
    security: () => (security ??= securityWith(tls, quirks)),
    account: () => account,
    refusedAccount: () => {
      account = updatedCredentials ?? account;
    },
    kill: signal,
    isStopping: () => stop.aborted || signal.aborted,
    log: (line) => options.log?.(line),
  };
};
