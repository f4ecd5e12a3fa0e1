import { readFileSync } from 'node:fs';
import type { RunReport } from '../verdict/result.ts';

interface Manifest {
  readonly name?: unknown;
  readonly version?: string;
}

/** The manifest of the package lies two folders up in the sources, and three in what is built of them. */
const places = ['../../package.json', '../../../package.json'];

const manifestAt = (place: string): Manifest | undefined => {
  try {
    return JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
};

/** Who made a report. */
export const tool = (): RunReport['tool'] => {
  const manifest = places.map(manifestAt).find((one) => one?.name === 'ingestspec');
  return { name: 'ingestspec', version: manifest?.version ?? 'unknown' };
};
