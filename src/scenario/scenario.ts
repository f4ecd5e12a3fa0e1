/** A scenario is a value: a stimulus, and for each clause that it can judge the checks that do. */
import type { ClauseId } from '../spec/index.ts';
import type { Behaviour, Personality, Until } from './behaviour.ts';
import type { Check } from './check.ts';
import type { TestTrackName } from '../media/tracks/test-track.ts';
import type { ListenerAct, ListenerUntil } from './icy2/listening.ts';
import type { Act, IngestUntil, Reception } from './ingest/act.ts';
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
  /**
   * How often the command runs: once; or twice, so that what it keeps from one session to the next is seen. Then
   * `until` is about each session, and the client is asked to end the first when it is fulfilled.
   */
  readonly sessions?: 'one' | 'two';
  /** We listen over TLS: `{url}` is https, and `{ca}` vouches for us. */
  readonly secure?: true;
  /** How our own source client plays, where it is the one under test. */
  readonly reference?: SourceClientPlan;
}

/** What of its abilities our own source client shows in a scenario. */
export interface SourceClientPlan {
  /** How much of ICY-META 2 it speaks: every field where absent in the suite icy2, and nothing in other suites. */
  readonly icy2?: 'minimal' | 'full';
  /** It declares its stream as video. */
  readonly video?: true;
}

/** We are the server; a listener is under test, as far as one sees it from the wire. */
export interface ListenerScenario extends Common {
  readonly play: readonly ListenerAct[];
  readonly until: ListenerUntil;
}

/** We are the receiving entity; an ingest source is under test. */
export interface SourceScenario extends Common {
  readonly receive: readonly Act[];
  readonly until: IngestUntil;
  readonly reception?: Reception;
  /** Credentials that the source is given, where they are the point. */
  readonly credentials?: { readonly user?: string; readonly password?: string };
  /**
   * How many instances of the source take part: one; two where the second starts when the first is killed; two side
   * by side; a second that comes later; or the same once more, when the first has ended as it was asked to.
   */
  readonly instances?: 'one' | 'takeover' | 'side-by-side' | 'late-joiner' | 'again';
  /** How many receiving entities it delivers to: one, or two, whose URLs the command has as `{url}` and `{second-url}`. */
  readonly receivers?: 'one' | 'two';
  /** Whether the source is told under which URL clients will fetch what it uploads: `{delivery-url}`. */
  readonly delivery?: boolean;
  /** How our own source plays, where it is the one under test. */
  readonly reference?: ReferencePlan;
}

/** What of its abilities our own source shows in a scenario. */
export interface ReferencePlan {
  /** `video` alone where absent. */
  readonly tracks?: readonly TestTrackName[];
  /** One long request a track, one a fragment, or one a fragment of which each chunk is sent as it is made. */
  readonly requests?: 'long' | 'short' | 'low-latency';
  readonly gzip?: boolean;
  /** How it publishes by interface 2; scenarios of the suites dash and hls only. */
  readonly presentation?: PresentationPlan;
}

/** A presentation that our own source publishes by interface 2. */
export interface PresentationPlan {
  /** What the suite is about where absent. */
  readonly formats?: 'dash' | 'hls' | 'both';
  /** How an MPD names segments: `$Number$` with a timeline where absent. */
  readonly addressing?: 'number' | 'time' | 'duration';
  /** The names of media objects, and what is in them: `.cmfv` and the like where absent; `.ts` for HLS alone. */
  readonly names?: 'cmaf' | 'mp4' | 'm4s' | 'ts';
  /** Low latency: each object goes out in chunks as it is made. */
  readonly lowLatency?: boolean;
  /** Segments are encrypted for HLS (AES-128, a key of its own every third segment), and the keys uploaded. */
  readonly keys?: boolean;
  /** How many segments a manifest lists; 4 where absent. Older ones are deleted. */
  readonly window?: number;
}

export type Scenario = ServerScenario | ClientScenario | ListenerScenario | SourceScenario;

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

  demandsCredentials: 'publishing points that demand credentials',
  activeReceiver: 'a receiver that reads the media it is sent (a packager), rather than storing bytes',
  provisionedPoints: 'publishing points that are set up beforehand, rather than made for whoever asks',
  otherAccount: 'an account that may not use the publishing point (accounts.other)',
  readBack: 'a URL under which what was ingested can be read (readBack)',
  restarts: 'a way to restart it (start, or restart)',
  https: 'HTTPS (a URL with https, or secureUrl)',
  clientCertificates: 'client certificates (cert and key that it trusts)',
  selfSignedClients: 'client certificates that vouch for themselves (selfSignedCert, selfSignedKey)',
  ipv6: 'IPv6',

  audio: 'an audio track',
  renditions: 'several video tracks of one switching set',
  text: 'a timed text track',
  metadata: 'a timed metadata track',
  secondInstance: 'a second instance that can be started with the same input',
  updatesCredentials: 'credentials that are updated after a refusal',
  trustsAuthority: 'HTTPS to a server whose authority is given ({ca}, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS)',
  sourceCertificate: 'a client certificate of its own ({cert}, {key})',
  resolvesNames: 'names that are looked up where we say ({nameserver}, or --setup namespaces)',
  gzip: 'content coded with gzip',
  limitedRetries: 'a limit to how often it tries again',

  icy2: 'ICY-META 2.x (icy-metadata-version)',
  checksTokens: 'tokens (icy-auth-token) that it checks',

  makesFolders: 'folders that are made for whoever stores an object in them',
  lowLatencyReads: 'objects that can be read while they are uploaded',
  dash: 'DASH manifests',
  hls: 'HLS playlists',
  lowLatency: 'objects that are uploaded while they are made',
  slidingWindow: 'objects that leave the manifest while it goes on',
  encrypts: 'encrypted segments with keys that it uploads',
  transportStreams: 'segments that are MPEG-2 transport streams',
  severalReceivers: 'delivery to several receiving entities at once ({second-url})',
  deliveryPath: 'a URL for delivery that it is told ({delivery-url})',
} as const;

export type FeatureName = keyof typeof features;

export const isServerScenario = (scenario: Scenario): scenario is ServerScenario => 'send' in scenario;

export const isSourceScenario = (scenario: Scenario): scenario is SourceScenario => 'receive' in scenario;

export const isListenerScenario = (scenario: Scenario): scenario is ListenerScenario => 'play' in scenario;

/** The side that a scenario tests. */
export const roles = ['server', 'client', 'listener'] as const;

export type Role = (typeof roles)[number];

export const roleOf = (scenario: Scenario): Role => {
  if (isServerScenario(scenario)) return 'server';
  return isListenerScenario(scenario) ? 'listener' : 'client';
};

/** Suites about ingest of media objects, by the document of DASH-IF; the others are about source streams. */
export const isIngest = (id: string): boolean => ['cmaf', 'dash', 'hls'].includes(id.split('/')[0] ?? '');

/** Suites about interface 2: whole presentations, objects and manifests, in a store. */
export const isPublication = (id: string): boolean => ['dash', 'hls'].includes(id.split('/')[0] ?? '');

/** The suite about ICY-META 2, which goes over the same wire as the source streams of Icecast. */
export const isIcy2 = (id: string): boolean => id.startsWith('icy2/');

/** The formats of interface 2, each with a suite of its own. */
export type Format = 'dash' | 'hls';

/** A table under a prefix: its keys are `prefix/key`. */
export type Prefixed<Prefix extends string, Keys extends string, Value> = {
  readonly [Id in `${Prefix}/${Keys}`]: Value;
};

export const prefixed = <const Prefix extends string, Keys extends string, Value>(
  prefix: Prefix,
  table: Readonly<Record<Keys, Value>>,
): Prefixed<Prefix, Keys, Value> =>
  Object.fromEntries(
    Object.entries<Value>(table).map(([key, value]) => [`${prefix}/${key}`, value]),
  ) as Prefixed<Prefix, Keys, Value>;

/** A group of scenarios under one prefix; ids are `prefix/key`, so they are unique by construction. */
export type Suite<Prefix extends string, Keys extends string> = Prefixed<Prefix, Keys, Scenario>;

export const suite = <const Prefix extends string, Keys extends string>(
  prefix: Prefix,
  scenarios: Readonly<Record<Keys, Scenario>>,
): Suite<Prefix, Keys> => prefixed(prefix, scenarios);
