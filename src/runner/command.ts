/** The command under test: started once a scenario, in its own process group, with its output in the trace. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from '../peer/stage.ts';
import { folderOf } from '../scenario/ingest/published.ts';
import type { Recorder } from '../wire/recorder.ts';
import { filled, start } from './spawn.ts';
import type { Namespace } from './namespaces.ts';
import type { ClientTarget } from './target.ts';

/** How much of its output is kept. */
const outputLimit = 64 * 1024;
/** How long it may take to end once it is told to, in milliseconds. */
const grace = 2_000;

export interface CommandOptions {
  readonly target: ClientTarget;
  readonly host: string;
  readonly port: number;
  /** Whose credentials it is given; none, where a listener is under test. */
  readonly owner?: Account;
  readonly mount: string;
  readonly scenario: string;
  readonly recorder: Recorder;
  /** Aborted when it is to end its stream cleanly. */
  readonly stop: AbortSignal;
  /** Aborted when the scenario is over. */
  readonly gone: AbortSignal;
  /** Aborted when it is to be killed, as if the machine had failed. */
  readonly kill?: AbortSignal;
  /** Which of two instances. */
  readonly instance?: 'first' | 'second';
  /** Over HTTPS: the authority to trust, and a certificate to show; PEM. */
  readonly tls?: { readonly ca: string; readonly client?: { readonly cert: string; readonly key: string } };
  /** The name server that knows the host. */
  readonly nameserver?: { readonly host: string; readonly port: number };
  readonly namespace?: Namespace;
  /** The port of a second receiving entity. */
  readonly secondPort?: number;
  /** Where clients will fetch what it uploads. */
  readonly deliveryUrl?: string;
}

/** Files that a command finds in its directory where a scenario is about TLS. */
const pemFiles = { ca: 'ingestspec-ca.pem', cert: 'ingestspec-cert.pem', key: 'ingestspec-key.pem' } as const;

const writePem = async (dir: string, tls: CommandOptions['tls']): Promise<void> => {
  const texts = { ca: tls?.ca, cert: tls?.client?.cert, key: tls?.client?.key };
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined) continue;
    await writeFile(path.join(dir, pemFiles[name as keyof typeof pemFiles]), text, { mode: 0o600 });
  }
};

/** What makes common TLS libraries trust our authority: OpenSSL, GnuTLS-based curl, Node, Python's requests. */
const trustVariables = (dir: string, tls: CommandOptions['tls']): Record<string, string> => {
  if (tls === undefined) return {};
  const file = path.join(dir, pemFiles.ca);
  return { SSL_CERT_FILE: file, CURL_CA_BUNDLE: file, NODE_EXTRA_CA_CERTS: file, REQUESTS_CA_BUNDLE: file };
};

/** What the placeholders of a command stand for. */
export const placeholders = (
  target: Pick<ClientTarget, 'scheme' | 'runDir'>,
  at: {
    host: string;
    port: number;
    mount: string;
    owner?: Account;
    dir: string;
    tls?: unknown;
    nameserver?: { readonly host: string; readonly port: number };
    secondPort?: number;
    deliveryUrl?: string;
  },
): Record<string, string> => {
  const host = at.host.includes(':') ? `[${at.host}]` : at.host;
  const authority = `${host}:${String(at.port)}`;
  const scheme = at.tls !== undefined && target.scheme === 'http' ? 'https' : target.scheme;
  const userinfo =
    at.owner === undefined
      ? ''
      : `${encodeURIComponent(at.owner.user)}:${encodeURIComponent(at.owner.password)}@`;
  return {
    url: `${scheme}://${userinfo}${authority}${at.mount}`,
    'bare-url': `${scheme}://${authority}${at.mount}`,
    'folder-url': `${scheme}://${userinfo}${authority}${folderOf(at.mount).replace(/\/+$/, '')}`,
    'second-url': `${scheme}://${userinfo}${host}:${String(at.secondPort ?? at.port)}${at.mount}`,
    'delivery-url': at.deliveryUrl ?? '',
    host: at.host,
    port: String(at.port),
    path: at.mount,
    user: at.owner?.user ?? '',
    password: at.owner?.password ?? '',
    dir: at.dir,
    'run-dir': target.runDir ?? at.dir,
    ca: path.join(at.dir, pemFiles.ca),
    cert: path.join(at.dir, pemFiles.cert),
    key: path.join(at.dir, pemFiles.key),
    nameserver: at.nameserver === undefined ? '' : `${at.nameserver.host}:${String(at.nameserver.port)}`,
  };
};

const environment = (values: Readonly<Record<string, string>>, scenario: string): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `INGESTSPEC_${name.replaceAll('-', '_').toUpperCase()}`,
      value,
    ]),
  ),
  INGESTSPEC_SCENARIO: scenario,
});

/** Runs the command; resolves when it is gone. */
export const runCommand = async (options: CommandOptions): Promise<void> => {
  const { target, recorder } = options;
  const which = options.instance === undefined ? {} : { instance: options.instance };
  const dir = await mkdtemp(path.join(tmpdir(), 'ingestspec-'));
  try {
    const values = placeholders(target, { ...options, dir });
    for (const [name, content] of Object.entries(target.files)) {
      await writeFile(path.join(dir, path.basename(name)), filled(content, values), { mode: 0o600 });
    }
    await writePem(dir, options.tls);
    const argv = target.argv.map((word) => filled(word, values));
    recorder.record({ event: 'command', ...which, argv });
    let room = outputLimit;
    const program = start({
      argv: options.namespace === undefined ? argv : options.namespace.inside(argv),
      env: { ...environment(values, options.scenario), ...trustVariables(dir, options.tls), ...target.env },
      onOutput: (stream, text) => {
        const kept = text.slice(0, room);
        room -= kept.length;
        if (kept !== '') recorder.record({ event: 'output', ...which, stream, text: kept });
      },
    });
    let asked = false;
    const askToStop = () => {
      asked = true;
      program.signal(target.stopSignal);
    };
    const dismiss = () => {
      asked = true;
      void program.stop('SIGTERM', grace);
    };
    const kill = () => {
      asked = true;
      program.signal('SIGKILL');
    };
    if (options.kill?.aborted === true) kill();
    else options.kill?.addEventListener('abort', kill);
    if (options.stop.aborted) askToStop();
    else options.stop.addEventListener('abort', askToStop);
    if (options.gone.aborted) dismiss();
    else options.gone.addEventListener('abort', dismiss);
    const end = await program.ended;
    options.stop.removeEventListener('abort', askToStop);
    options.gone.removeEventListener('abort', dismiss);
    options.kill?.removeEventListener('abort', kill);
    recorder.record({ event: 'exit', ...which, ...end, asked });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};
