/** Options that our ingest sources of both interfaces have in common. */
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import {
  parseServerUrl,
  positiveNumber,
  readText,
  reasonOf,
  suggestion,
  UsageError,
} from '../config/index.ts';
import { loopedTrack } from '../media/tracks/looped.ts';
import { sourceTrack } from '../media/tracks/presentation.ts';
import { testTracks } from '../media/tracks/test-track.ts';
import type { SourceTrack, TestTrackName } from '../media/tracks/test-track.ts';
import type { NameServer } from '../peer/ingest-source/names.ts';
import type { SourceOptions } from '../peer/ingest-source/source-run.ts';
import { timingOf } from '../runner/timing.ts';
import { sourceQuirks } from '../scenario/ingest/source-quirks.ts';
import type { SourceQuirk } from '../scenario/ingest/source-quirks.ts';
import type { DialTls } from '../wire/dial.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { ingestOwnerOf } from './peer-owner.ts';

const isQuirk = (id: string): id is SourceQuirk => Object.hasOwn(sourceQuirks, id);

const quirksOf = (args: Args): SourceQuirk[] =>
  args.list('quirk').map((id) => {
    if (isQuirk(id)) return id;
    throw new UsageError(
      `unknown quirk “${id}” of an ingest source: ${suggestion(id, Object.keys(sourceQuirks), 'see ingestspec list quirks')}`,
    );
  });

const isTestTrack = (name: string): name is TestTrackName => Object.hasOwn(testTracks, name);

const ownTrack = (name: string): SourceTrack => {
  if (isTestTrack(name)) return sourceTrack(name);
  const names = Object.keys(testTracks);
  throw new UsageError(`there is no track “${name}”: ${suggestion(name, names, names.join(', '))}`);
};

const fileTrack = (file: string, cwd: string): SourceTrack => {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path.resolve(cwd, file));
  } catch (thrown) {
    throw new UsageError(`--file ${file} cannot be read: ${reasonOf(thrown)}`);
  }
  const track = loopedTrack(path.basename(file, path.extname(file)), bytes);
  if (!('fault' in track)) return track;
  throw new UsageError(`--file ${file} is no CMAF track: ${track.fault}; see ingestspec validate ${file}`);
};

const tracksOf = (args: Args, { cwd }: Io): SourceTrack[] => {
  const files = args.list('file').map((file) => fileTrack(file, cwd));
  const named = args.list('track');
  const usual = files.length === 0 ? ['video', 'audio'] : [];
  const tracks = [...(named.length === 0 ? usual : named).map(ownTrack), ...files];
  const names = tracks.map(({ name, extension }) => `${name}${extension}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`${twice} stands there twice: each track needs its own name`);
  return tracks;
};

const nameserverOf = (text: string | undefined): NameServer | undefined => {
  if (text === undefined) return undefined;
  const [, bracketed, plain = '', digits = '53'] =
    /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (net.isIP(host) === 0 || port === 0 || port > 65_535)
    throw new UsageError(`--nameserver ${text} is no address: write it such as 127.0.0.1:53`);
  return { host, port };
};

/** How TLS is spoken, where the address is one of https. */
export const tlsOf = (args: Args, { cwd }: Io, secure: boolean): DialTls | undefined => {
  const [ca, cert, key] = ['ca', 'cert', 'key'].map((flag) => args.text(flag));
  if (!secure) {
    if (ca ?? cert ?? key) throw new UsageError('--ca, --cert and --key are for https:// addresses');
    return undefined;
  }
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError(
      cert === undefined
        ? '--key without --cert: give the certificate too'
        : '--cert without --key: give the private key too',
    );
  const pem = (what: string, file: string): string => readText(what, path.resolve(cwd, file), file);
  const tls: DialTls = {
    ...(ca === undefined ? {} : { ca: pem('the certification authority', ca) }),
    ...(cert === undefined ? {} : { cert: pem('the certificate', cert) }),
    ...(key === undefined ? {} : { key: pem('the key', key) }),
  };
  try {
    createSecureContext({ ca: tls.ca, cert: tls.cert, key: tls.key });
  } catch (thrown) {
    const files = [ca, cert, key].filter((file) => file !== undefined).join(', ');
    throw new UsageError(`${files} cannot be used for TLS: ${reasonOf(thrown)}`);
  }
  return tls;
};

/**
 * What both sources are told: where to, as whom, what, how fast, and when to end.
 *
 * @throws UsageError where an option or a file makes no sense
 */
export const sourceOptionsOf = (args: Args, io: Io): SourceOptions => {
  const { host, port, secure, mount, user, password } = parseServerUrl(args.positionals[1] ?? '');
  const owner = ingestOwnerOf(args, io);
  const tls = tlsOf(args, io, secure);
  const nameserver = nameserverOf(args.text('nameserver'));
  return {
    host,
    port,
    point: mount ?? '/',
    user: args.text('user') ?? user ?? owner.user,
    password: args.text('password') ?? password ?? owner.password,
    quirks: quirksOf(args),
    tracks: tracksOf(args, io),
    pace: args.has('fast') ? 'fast' : 'real-time',
    timing: timingOf(1, positiveNumber(args.text('delay-scale') ?? '1', '--delay-scale')),
    signal: new AbortController().signal,
    stop: io.signal,
    ...(tls === undefined ? {} : { tls }),
    ...(nameserver === undefined ? {} : { nameserver }),
    log: (line) => {
      io.stdout.write(`${line}\n`);
    },
  };
};
