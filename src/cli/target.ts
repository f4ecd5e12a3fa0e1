/** The target as the runner takes it: what the options name is read. */
import path from 'node:path';
import { readText } from '../config/index.ts';
import type { TargetOptions, TlsPaths } from '../config/index.ts';
import { loopedTracks } from './looped-tracks.ts';
import type { RunTarget, TlsSettings } from '../runner/target.ts';

const tlsOf = ({ ca, cert, key, insecure }: TlsPaths, cwd: string): TlsSettings => {
  const pem = (what: string, file: string): string => readText(what, path.resolve(cwd, file), file);
  return {
    ...(ca === undefined ? {} : { ca: pem('the certification authority', ca) }),
    ...(cert === undefined ? {} : { cert: pem('the certificate', cert) }),
    ...(key === undefined ? {} : { key: pem('the key', key) }),
    ...(insecure === undefined ? {} : { insecure }),
  };
};

/** @throws UsageError where a certificate or key cannot be read */
export const runTarget = (target: TargetOptions, cwd: string): RunTarget => {
  if (target.kind !== 'server') return target;
  const { tls, trackPath, readBack, secure, tracks, ...rest } = target;
  return {
    ...rest,
    ...(tls === undefined ? {} : { tls: tlsOf(tls, cwd) }),
    ingest: {
      ...(trackPath === undefined ? {} : { trackPath }),
      ...(readBack === undefined ? {} : { readBack }),
      ...(secure === undefined ? {} : { secure: { ...secure, tls: tlsOf(secure.tls, cwd) } }),
      ...(tracks === undefined ? {} : { tracks: loopedTracks(tracks, cwd) }),
    },
  };
};
