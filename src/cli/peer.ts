/** `peer`: one of our peers on its own. */
import { suggestion, UsageError } from '../config/index.ts';
import { testTracks } from '../media/tracks/test-track.ts';
import type { Args, Command, Flag } from './command.ts';
import type { Io } from './io.ts';

interface Role {
  /** The options that mean something to it. */
  readonly flags: readonly FlagName[];
  /** Such an address as it must be given; it takes none where absent. */
  readonly url?: string;
  readonly load: () => Promise<(args: Args, io: Io) => Promise<number>>;
}

const flags = {
  quirk: {
    kind: 'list',
    value: 'ID',
    describe: 'deviate so; may be given again; see ingestspec list quirks',
  },
  listen: {
    kind: 'text',
    value: 'HOST:PORT',
    describe:
      'where it listens; where nothing is said, 127.0.0.1:8000 (icecast-server) or 127.0.0.1:8080 (receiving-entity, object-store)',
  },
  user: {
    kind: 'text',
    value: 'NAME',
    mayBeEmpty: true,
    describe: 'who owns the mounts, or the publishing points; source, or ingest, where nothing is said',
  },
  password: {
    kind: 'text',
    value: 'TEXT',
    mayBeEmpty: true,
    describe: 'and the password; hackme, or secret, where nothing is said',
  },
  'admin-password': {
    kind: 'text',
    value: 'TEXT',
    mayBeEmpty: true,
    describe: 'the password of the user admin; hackme where nothing is said',
  },
  personality: {
    kind: 'text',
    choices: ['strict', 'ice24', 'ice25'],
    value: 'strict|ice24|ice25',
    describe:
      'whose habits the server has; strict where nothing is said, which speaks ICY-META 2, as ice24 and ice25 do not',
  },
  serve: {
    kind: 'text',
    value: 'SCENARIO',
    describe: 'do to a client what this scenario does, and judge it',
  },
  point: {
    kind: 'list',
    value: 'PATH',
    describe: 'a publishing point that is set up; may be given again; any that is asked for otherwise',
  },
  'tls-cert': { kind: 'text', value: 'FILE', describe: 'listen over TLS too, with this certificate, PEM' },
  'tls-key': { kind: 'text', value: 'FILE', describe: 'and its key, PEM' },
  icy2: {
    kind: 'text',
    choices: ['none', 'minimal', 'full'],
    value: 'none|minimal|full',
    describe:
      'how much of ICY-META 2.1 a source client speaks; none where nothing is said; a token is sent over TLS only',
  },
  'no-validate': { kind: 'switch', describe: 'take media as they come, without judging them' },
  track: {
    kind: 'list',
    value: 'NAME',
    describe: `a track to send, of ${Object.keys(testTracks).join(', ')}; may be given again; video and audio where nothing is said`,
  },
  file: {
    kind: 'list',
    value: 'FILE',
    describe: 'a CMAF file to send over and over; may be given again',
  },
  requests: {
    kind: 'text',
    choices: ['long', 'short', 'low-latency'],
    value: 'long|short|low-latency',
    describe: 'a request a track, a request a fragment, or one whose chunks are sent as they are made',
  },
  template: {
    kind: 'text',
    value: 'PATH',
    describe:
      'where a track goes below the publishing point, with {name}, {extension} and {number}; Streams({name}{extension}) where nothing is said',
  },
  gzip: { kind: 'switch', describe: 'send bodies in the content coding gzip' },
  ca: { kind: 'text', value: 'FILE', describe: 'the certification authority to trust, PEM' },
  cert: { kind: 'text', value: 'FILE', describe: 'a client certificate, PEM' },
  key: { kind: 'text', value: 'FILE', describe: 'and its key, PEM' },
  nameserver: { kind: 'text', value: 'IP:PORT', describe: 'where names are looked up' },
  directory: {
    kind: 'text',
    value: 'DIR',
    describe: 'keep objects as files there; in memory where nothing is said',
  },
  format: {
    kind: 'text',
    choices: ['dash', 'hls', 'both'],
    value: 'dash|hls|both',
    describe: 'what to publish; both where nothing is said',
  },
  addressing: {
    kind: 'text',
    choices: ['number', 'time', 'duration'],
    value: 'number|time|duration',
    describe: 'how an MPD names segments: $Number$ or $Time$ of a timeline, or $Number$ of a duration',
  },
  names: {
    kind: 'text',
    choices: ['cmaf', 'mp4', 'm4s', 'ts'],
    value: 'cmaf|mp4|m4s|ts',
    describe: 'the extensions of media objects: .cmfv and the like, .m4v and the like, .m4s, or .ts',
  },
  'low-latency': { kind: 'switch', describe: 'upload each object while it is made, chunk by chunk' },
  keys: { kind: 'switch', describe: 'encrypt the segments of HLS, and upload the keys' },
  window: {
    kind: 'text',
    value: 'N',
    describe: 'how many segments a manifest lists; 4 where nothing is said',
  },
  event: {
    kind: 'text',
    value: 'NAME',
    describe: 'the folder of this event; made of the time where nothing is said',
  },
  'delivery-url': {
    kind: 'text',
    value: 'URL',
    describe: 'where clients will fetch it: manifests then name objects by absolute URLs',
  },
  second: { kind: 'text', value: 'URL', describe: 'a second receiving entity to deliver the same to' },
  fast: { kind: 'switch', describe: 'send as fast as it is taken, and not in real time' },
  for: { kind: 'text', value: 'N', describe: 'end after so many fragments, or segments, of each track' },
  'delay-scale': {
    kind: 'text',
    value: 'X',
    describe: 'a second of media takes X seconds, and so does every pause; 1 is real time',
  },
} as const satisfies Record<string, Flag>;

type FlagName = keyof typeof flags;

const roles: Readonly<Record<string, Role>> = {
  'icecast-server': {
    flags: ['quirk', 'listen', 'user', 'password', 'admin-password', 'personality', 'serve'],
    load: async () => (await import('./peer-server.ts')).peerServer,
  },
  'source-client': {
    flags: ['quirk', 'user', 'password', 'icy2', 'ca', 'cert', 'key'],
    url: 'http://127.0.0.1:8000/live.mp3',
    load: async () => (await import('./peer-source-client.ts')).peerSourceClient,
  },
  listener: {
    flags: ['quirk'],
    url: 'http://127.0.0.1:8000/live.mp3',
    load: async () => (await import('./peer-listener.ts')).peerListener,
  },
  'receiving-entity': {
    flags: ['quirk', 'listen', 'user', 'password', 'point', 'tls-cert', 'tls-key', 'no-validate', 'serve'],
    load: async () => (await import('./peer-receiving-entity.ts')).peerReceivingEntity,
  },
  'ingest-source': {
    flags: [
      ...['quirk', 'user', 'password', 'track', 'file', 'requests', 'template', 'gzip', 'ca', 'cert', 'key'],
      ...['nameserver', 'fast', 'for', 'delay-scale'],
    ] as FlagName[],
    url: 'http://127.0.0.1:8080/live.isml',
    load: async () => (await import('./peer-ingest-source.ts')).peerIngestSource,
  },
  'object-store': {
    flags: ['quirk', 'listen', 'user', 'password', 'point', 'directory', 'tls-cert', 'tls-key', 'serve'],
    load: async () => (await import('./peer-object-store.ts')).peerObjectStore,
  },
  'presentation-source': {
    flags: [
      ...[
        'quirk',
        'user',
        'password',
        'track',
        'file',
        'format',
        'addressing',
        'names',
        'low-latency',
        'keys',
      ],
      ...['window', 'event', 'delivery-url', 'second', 'ca', 'cert', 'key', 'nameserver', 'fast', 'for'],
      'delay-scale',
    ] as FlagName[],
    url: 'http://127.0.0.1:8080/live',
    load: async () => (await import('./peer-presentation-source.ts')).peerPresentationSource,
  },
};

export const peer: Command = {
  flags,
  positionals: { names: [Object.keys(roles).join('|'), '[url]'], least: 1, most: 2 },
  endsOnSignal: true,
  examples: [
    [
      'ingestspec peer icecast-server --listen 127.0.0.1:8000 --personality ice24',
      'a server with the habits of Icecast 2.4',
    ],
    ['ingestspec peer source-client http://source:hackme@127.0.0.1:8000/live.mp3', 'a source client'],
    ['ingestspec peer listener http://127.0.0.1:8000/live.mp3', 'a listener'],
    [
      'ingestspec peer receiving-entity --listen 127.0.0.1:8080',
      'a receiving entity that judges what it gets',
    ],
    [
      'ingestspec peer ingest-source http://ingest:secret@127.0.0.1:8080/live.isml --track video --track audio',
      'an ingest source of two tracks',
    ],
    ['ingestspec peer object-store --listen 127.0.0.1:8080', 'a store for DASH and HLS'],
    [
      'ingestspec peer presentation-source http://ingest:secret@127.0.0.1:8080/live --format hls',
      'an ingest source that publishes HLS in it',
    ],
  ],
  run: async (args, io) => {
    const [name = '', url] = args.positionals;
    const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
    if (role === undefined)
      throw new UsageError(
        `there is no peer “${name}”: ${suggestion(name, Object.keys(roles), 'see ingestspec peer --help')}`,
      );
    const useless = (Object.keys(flags) as FlagName[]).find(
      (flag) => !role.flags.includes(flag) && args.list(flag).length > 0,
    );
    if (useless !== undefined) throw new UsageError(`--${useless} means nothing to a ${name}: leave it out`);
    if (role.url !== undefined && url === undefined)
      throw new UsageError(`${name} needs an address: ingestspec peer ${name} ${role.url}`);
    if (role.url === undefined && url !== undefined)
      throw new UsageError(`${name} takes no address: say where it listens with --listen HOST:PORT`);
    const run = await role.load();
    return run(args, io);
  },
};
