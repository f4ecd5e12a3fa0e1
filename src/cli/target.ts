/** The target as the runner takes it: what the options name is read. */
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { readText, reasonOf, UsageError } from '../config/index.ts';
import type { TargetOptions, TlsPaths } from '../config/index.ts';
import { loopedTracks } from './looped-tracks.ts';
import type { RunTarget, TlsSettings } from '../runner/target.ts';

const pem = (what: string, file: string, cwd: string): string =>
  readText(what, path.resolve(cwd, file), file);

/** A client certificate and its key, which must belong together. */
const pairOf = (files: { readonly cert: string; readonly key: string }, cwd: string) => {
  const cert = pem('the certificate', files.cert, cwd);
  const key = pem('the key', files.key, cwd);
  checkUsable({ cert, key }, [files.cert, files.key]);
  return { cert, key };
};

/** @throws UsageError where TLS cannot be spoken with them */
const checkUsable = (texts: TlsSettings, files: readonly (string | undefined)[]): void => {
  try {
    createSecureContext({ ca: texts.ca, cert: texts.cert, key: texts.key });
  } catch (thrown) {
    const named = files.filter((file) => file !== undefined).join(', ');
    throw new UsageError(`${named} cannot be used for TLS: ${reasonOf(thrown)}: give files in PEM`);
  }
};

const tlsOf = ({ ca, cert, key, insecure }: TlsPaths, cwd: string): TlsSettings => {
  const texts = {
    ...(ca === undefined ? {} : { ca: pem('the certification authority', ca, cwd) }),
    ...(cert === undefined ? {} : { cert: pem('the certificate', cert, cwd) }),
    ...(key === undefined ? {} : { key: pem('the key', key, cwd) }),
  };
  checkUsable(texts, [ca, cert, key]);
  return {
    ...texts,
    ...(insecure === undefined ? {} : { insecure }),
  };
};

/** @throws UsageError where a certificate or key cannot be read */
export const runTarget = (target: TargetOptions, cwd: string): RunTarget => {
  if (target.kind !== 'server') return target;
  const { tls, trackPath, readBack, secure, selfSigned, tracks, ...rest } = target;
  return {
    ...rest,
    ...(tls === undefined ? {} : { tls: tlsOf(tls, cwd) }),
    ingest: {
      ...(trackPath === undefined ? {} : { trackPath }),
      ...(readBack === undefined ? {} : { readBack }),
      ...(secure === undefined ? {} : { secure: { ...secure, tls: tlsOf(secure.tls, cwd) } }),
      ...(selfSigned === undefined ? {} : { selfSigned: pairOf(selfSigned, cwd) }),
      ...(tracks === undefined ? {} : { tracks: loopedTracks(tracks, cwd) }),
    },
  };
};
