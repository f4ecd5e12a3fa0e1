/** What the environment says about a run. */
import { profiles } from '../spec/index.ts';
import type { Profile } from '../spec/index.ts';
import type { Settings } from './settings.ts';
import { UsageError } from './usage-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @param name how the user said it: `--jobs`, `INGESTSPEC_JOBS` */
export const wholeNumber = (text: string, name: string, least: number): number => {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`${name} is “${text}”: give a whole number of at least ${String(least)}`);
  }
  return value;
};

export const positiveNumber = (text: string, name: string): number => {
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value) || value <= 0)
    throw new UsageError(`${name} is “${text}”: give a number above 0, such as 2`);
  return value;
};

const profileOf = (text: string, name: string): Profile => {
  const profile = profiles.find((one) => one === text);
  if (profile === undefined) throw new UsageError(`${name} is “${text}”: use ${profiles.join(', ')}`);
  return profile;
};

/** Every variable that is read, and what it sets. */
export const variables: Readonly<Record<string, (text: string, name: string) => Settings>> = {
  INGESTSPEC_USER: (text) => ({ user: text }),
  INGESTSPEC_PASSWORD: (text) => ({ password: text }),
  INGESTSPEC_ADMIN_USER: (text) => ({ adminUser: text }),
  INGESTSPEC_ADMIN_PASSWORD: (text) => ({ adminPassword: text }),
  INGESTSPEC_STATUS_URL: (text) => ({ statusUrl: text }),
  INGESTSPEC_CA: (text) => ({ ca: text }),
  INGESTSPEC_CERT: (text) => ({ cert: text }),
  INGESTSPEC_KEY: (text) => ({ key: text }),
  INGESTSPEC_PROFILE: (text, name) => ({ profile: profileOf(text, name) }),
  INGESTSPEC_JOBS: (text, name) => ({ jobs: wholeNumber(text, name, 1) }),
  INGESTSPEC_SEED: (text, name) => ({ seed: wholeNumber(text, name, 0) }),
  INGESTSPEC_TIMEOUT_SCALE: (text, name) => ({ timeoutScale: positiveNumber(text, name) }),
  INGESTSPEC_OUTPUT: (text) => ({ output: text }),
  // The total is read with it, where the shard is resolved.
  INGESTSPEC_SHARD_INDEX: () => ({ shard: { index: 'auto' } }),
};

/** @throws UsageError where a variable says what cannot be */
export const fromEnvironment = (env: Environment): Settings =>
  Object.entries(variables)
    .map(([name, read]) => {
      const text = env[name];
      return text === undefined || text === '' ? {} : read(text, name);
    })
    .reduce((all, one) => ({ ...all, ...one }), {});
