/** The target of a run, from settings. */
import type { Environment } from './environment.ts';
import { parseServerUrl } from './server-url.ts';
import type { AccountSettings, Secret, Settings, StartSettings, StopSignal } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface AccountOptions {
  readonly user: string;
  readonly password: string;
  readonly mount?: string;
}

export type DeclaredFeatures = Readonly<Record<string, boolean>>;

/** Paths of PEM files; present for https. */
export interface TlsPaths {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
}

export interface ServerOptions {
  readonly kind: 'server';
  readonly host: string;
  /** 0 where we choose it, because we start the server. */
  readonly port: number;
  readonly tls?: TlsPaths;
  readonly mount: string;
  readonly owner: AccountOptions;
  readonly admin?: AccountOptions;
  readonly accounts: Readonly<Record<string, AccountOptions>>;
  /** The password of the account `token`: a token that opens the mount points (ICY-META). */
  readonly token?: string;
  readonly statusUrl?: string;
  readonly trackPath?: string;
  readonly readBack?: string;
  /** The same server over HTTPS. */
  readonly secure?: { readonly host: string; readonly port: number; readonly tls: TlsPaths };
  /** Paths of a client certificate that vouches for itself, and of its key. */
  readonly selfSigned?: { readonly cert: string; readonly key: string };
  /** CMAF files to send in place of our own tracks. */
  readonly tracks?: readonly string[];
  readonly features: DeclaredFeatures;
  readonly resolve?: Readonly<Record<string, string>>;
  readonly start?: StartSettings;
}

export interface ClientOptions {
  readonly kind: 'client';
  readonly argv: readonly string[];
  readonly owner: AccountOptions;
  readonly features: DeclaredFeatures;
  readonly stopSignal: StopSignal;
  readonly scheme: string;
  readonly mount: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly before: readonly (readonly string[])[];
}

export type TargetOptions = ServerOptions | ClientOptions | { readonly kind: 'reference' };

const suitesNamed = ({ suites = [], only = [] }: Settings): readonly string[] => [
  ...suites,
  ...only.map((pattern) => pattern.split('/')[0] ?? ''),
];

/** Suites about ingest of media objects have other names for things, and other defaults. */
const isIngest = (settings: Settings): boolean => {
  const { clauses = [] } = settings;
  const named = suitesNamed(settings);
  if (named.length === 0) return clauses.length > 0 && clauses.every((id) => id.startsWith('DI-'));
  return named.every((name) => ['cmaf', 'dash', 'hls'].includes(name));
};

/**
 * Of interface 2 the URL of a command is that of a manifest, and the publishing point is the folder of it; a server is
 * given that folder.
 */
const defaultMount = (settings: Settings, kind: 'server' | 'client'): string => {
  const named = suitesNamed(settings);
  if (!isIngest(settings)) return '/live.mp3';
  if (named.length === 0 || named.includes('cmaf')) return '/live.isml';
  if (kind === 'server') return '/live';
  return named.includes('dash') ? '/live/manifest.mpd' : '/live/manifest.m3u8';
};
const loopback = 'http://127.0.0.1:{port}';

const revealed = (secret: Secret, env: Environment): string => {
  if (typeof secret === 'string') return secret;
  const value = env[secret.variable];
  if (value === undefined) {
    throw new UsageError(
      `${secret.where}: the environment has no ${secret.variable}: set it to the password`,
    );
  }
  return value;
};

const accountOf = (account: AccountSettings, env: Environment): AccountOptions => ({
  user: account.user ?? '',
  password: account.password === undefined ? '' : revealed(account.password, env),
  ...(account.mount === undefined ? {} : { mount: account.mount }),
});

const ownerOf = (settings: Settings, env: Environment): AccountOptions =>
  accountOf(
    isIngest(settings)
      ? { user: settings.user ?? 'ingest', password: settings.password ?? 'secret' }
      : { user: settings.user ?? 'source', password: settings.password ?? 'hackme' },
    env,
  );

const adminOf = (settings: Settings, env: Environment): AccountOptions | undefined => {
  const { adminUser: user, adminPassword: password } = settings;
  if (password === undefined && user === undefined) return undefined;
  if (password === undefined)
    throw new UsageError(
      `the administrator ${user ?? ''} has no password: give --admin-password, or admin.password in the config file`,
    );
  return accountOf({ user: user ?? 'admin', password }, env);
};

/** What follows from the accounts that are given; what the user declares goes before it. */
const serverFeatures = (settings: Settings, admin: AccountOptions | undefined): DeclaredFeatures => {
  const declared = settings.features ?? {};
  if (declared.admin === true && admin === undefined) {
    throw new UsageError(
      'features.admin is true and there is no administrator: give --admin-user and --admin-password, or admin in the config file',
    );
  }
  const { accounts = {} } = settings;
  return {
    ...(admin ? { admin: true } : {}),
    ...('open' in accounts ? { openMount: true } : {}),
    ...('colon' in accounts ? { colonAccount: true } : {}),
    ...('utf8' in accounts ? { utf8Account: true } : {}),
    ...('other' in accounts ? { otherAccount: true } : {}),
    ...('token' in accounts ? { checksTokens: true } : {}),
    ...(settings.readBack === undefined ? {} : { readBack: true }),
    ...(settings.start === undefined ? {} : { restarts: true }),
    ...(settings.secureUrl === undefined ? {} : { https: true }),
    ...(settings.cert === undefined ? {} : { clientCertificates: true }),
    ...(settings.selfSigned === undefined ? {} : { selfSignedClients: true }),
    ...declared,
  };
};

/** @throws UsageError where it names no object */
const readBackOf = (url: string): string => {
  if (!/^https?:\/\//i.test(url) || !url.includes('{path}'))
    throw new UsageError(
      `--read-back ${url} names no object: write a URL with {path} in it, such as http://127.0.0.1:8080{path}`,
    );
  return url;
};

/** @throws UsageError where it is not HTTPS */
const secureOf = (url: string): { host: string; port: number } => {
  const { host, port, secure } = parseServerUrl(url);
  if (!secure) throw new UsageError(`secureUrl ${url} is not https://: give the address with TLS`);
  return { host, port };
};

const serverOf = (settings: Settings, env: Environment): ServerOptions => {
  const { host, port, secure } = parseServerUrl(settings.url ?? loopback);
  const { ca, cert, key, insecure, statusUrl, resolve, start } = settings;
  const admin = adminOf(settings, env);
  const { token } = settings.accounts ?? {};
  if (port === 0 && start === undefined)
    throw new UsageError(
      '{port} in the address stands for a server that we start: give the number of the port',
    );
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError('a client certificate is a certificate and its key: give both --cert and --key');
  const paths = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(insecure === undefined ? {} : { insecure }),
  };
  return {
    kind: 'server',
    host,
    port,
    ...(secure ? { tls: paths } : {}),
    mount: settings.mount ?? defaultMount(settings, 'server'),
    owner: ownerOf(settings, env),
    ...(admin ? { admin } : {}),
    accounts: Object.fromEntries(
      Object.entries(settings.accounts ?? {}).map(([name, account]) => [name, accountOf(account, env)]),
    ),
    ...(token === undefined ? {} : { token: accountOf(token, env).password }),
    ...(statusUrl === undefined ? {} : { statusUrl }),
    ...(settings.trackPath === undefined ? {} : { trackPath: settings.trackPath }),
    ...(settings.readBack === undefined ? {} : { readBack: readBackOf(settings.readBack) }),
    ...(settings.tracks === undefined ? {} : { tracks: settings.tracks }),
    ...(settings.selfSigned === undefined ? {} : { selfSigned: settings.selfSigned }),
    ...(settings.secureUrl === undefined ? {} : { secure: { ...secureOf(settings.secureUrl), tls: paths } }),
    features: serverFeatures(settings, admin),
    ...(resolve === undefined ? {} : { resolve }),
    ...(start === undefined ? {} : { start }),
  };
};

/** What the words and files of a command have a place for; what the user declares goes before it. */
const clientFeatures = (argv: readonly string[], settings: Settings): DeclaredFeatures => {
  const text = [...argv, ...Object.values(settings.files ?? {})].join('\n');
  const takes = (...names: readonly string[]): boolean => names.every((name) => text.includes(`{${name}}`));
  return {
    setsCredentials: takes('url') || takes('user', 'password'),
    ...(takes('nameserver') || settings.dnsPort !== undefined ? { resolvesNames: true } : {}),
    ...(takes('ca') ? { trustsAuthority: true } : {}),
    ...(takes('cert', 'key') ? { sourceCertificate: true } : {}),
    ...settings.features,
  };
};

const clientOf = (argv: readonly string[], settings: Settings, env: Environment): ClientOptions => {
  const { files = {}, before = [], stopSignal = 'SIGINT', scheme = 'http' } = settings;
  const { mount = defaultMount(settings, 'client') } = settings;
  return {
    kind: 'client',
    argv,
    owner: ownerOf(settings, env),
    features: clientFeatures(argv, settings),
    stopSignal,
    scheme,
    mount,
    ...(settings.env === undefined ? {} : { env: settings.env }),
    files,
    before,
  };
};

/** @throws UsageError where the settings say two targets, or one that cannot be */
export const targetOptions = (settings: Settings, env: Environment): TargetOptions => {
  const { url, command, start } = settings;
  if (command !== undefined && url !== undefined) {
    throw new UsageError(
      'there is both an address and a command: test a server (the address) or a client (-- command), one at a time',
    );
  }
  if (command !== undefined) {
    if (command.length === 0)
      throw new UsageError('there is no command after --: name the program that is to be tested');
    return clientOf(command, settings, env);
  }
  return url === undefined && start === undefined ? { kind: 'reference' } : serverOf(settings, env);
};
