/** What is tested, with all that is needed to reach it. Secrets live here and in nothing that is written. */
import type { SourceTrack, TestTrackName } from '../media/tracks/test-track.ts';
import type { Account } from '../peer/stage.ts';
import type { Features } from '../verdict/applicability.ts';

export interface TlsSettings {
  /** PEM of the certification authority that is trusted, where it is not the system's. */
  readonly ca?: string;
  /** PEM of a client certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  /** Accept any certificate; the trace says so. */
  readonly insecure?: boolean;
}

export interface ServerTarget {
  readonly kind: 'server';
  readonly host: string;
  readonly port: number;
  /** Present for https. */
  readonly tls?: TlsSettings;
  /** The mount point as given: `/live.mp3`. */
  readonly mount: string;
  readonly owner: Account;
  readonly admin?: Account;
  readonly accounts: Readonly<Record<string, Account>>;
  /** A token that opens the mount point, without its scheme, where the server checks tokens (ICY-META). */
  readonly token?: string;
  /** Where the public statistics are, where not at `/status-json.xsl`. */
  readonly statusUrl?: string;
  readonly features: Features;
  /** Addresses to use instead of what the resolver says: `host:port` to IP. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** How to start the server, where we are to do that. */
  readonly start?: StartSpec;
  /** What only suites about ingest of media objects ask for. */
  readonly ingest?: IngestFacilities;
}

/** What a receiving entity offers a tester besides its publishing point. */
export interface IngestFacilities {
  /** Where a track's requests go below the publishing point; `{name}`, `{extension}`, `{number}`. */
  readonly trackPath?: string;
  /** What stands behind the name of a track, so that no two scenarios meet. */
  readonly trackSuffix?: string;
  /** Whether nobody makes folders in it, so that the objects of a scenario lie side by side (interface 2). */
  readonly flat?: boolean;
  /** HTTPS, where the address of the target is plain. */
  readonly secure?: { readonly host: string; readonly port: number; readonly tls: TlsSettings };
  /** PEM of a client certificate that vouches for itself, and that it was told to trust, and of its key. */
  readonly selfSigned?: { readonly cert: string; readonly key: string };
  /** Where what was ingested is read: a URL with `{path}`, or empty for the track's own URL. */
  readonly readBack?: string;
  /** Tracks to send in place of our own. */
  readonly tracks?: Partial<Readonly<Record<TestTrackName, SourceTrack>>>;
  /** Ends it as SIGKILL does, and starts it again; resolves when it listens. */
  readonly restart?: () => Promise<void>;
}

/** A program that we start and end; `{port}`, `{host}`, `{dir}` are filled in. */
export interface StartSpec {
  readonly argv: readonly string[];
  /** Files written into a fresh directory (`{dir}`) first: name to content, placeholders filled in. */
  readonly files: Readonly<Record<string, string>>;
  /** Commands run first, one after the other. */
  readonly before: readonly (readonly string[])[];
  /** A user of the system who must be able to write the directory. */
  readonly owner?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ClientTarget {
  readonly kind: 'client';
  /**
   * The command, once a scenario; placeholders `{url}` (credentials in it), `{bare-url}`, `{folder-url}` (of the folder
   * that a manifest lies in), `{second-url}` and `{delivery-url}` where a scenario has them, `{host}`, `{port}`, `{path}`, `{user}`, `{password}`, `{dir}`, `{run-dir}`; files `{ca}`, `{cert}`, `{key}` where a scenario is over
   * TLS; `{nameserver}` where the host is a name.
   */
  readonly argv: readonly string[];
  readonly owner: Account;
  readonly features: Features;
  /** The signal that asks it to end its stream cleanly. */
  readonly stopSignal: 'SIGINT' | 'SIGTERM' | 'SIGHUP';
  /** The scheme of `{url}`: `http`, `https`, `icecast`. */
  readonly scheme: string;
  readonly mount: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Files written into `{dir}` afresh for each scenario, placeholders filled in; mode 600. */
  readonly files: Readonly<Record<string, string>>;
  /** Commands run once, before the first scenario; their `{dir}` is the run's, seen by the command as `{run-dir}`. */
  readonly before: readonly (readonly string[])[];
  /** The directory of the run, once it is made. */
  readonly runDir?: string;
}

/** Our own peers, in this process; with quirks for mutants. */
export interface ReferenceTarget {
  readonly kind: 'reference';
}

export type RunTarget = ServerTarget | ClientTarget | ReferenceTarget;
