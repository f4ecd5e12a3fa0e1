import { existsSync } from 'node:fs';
import path from 'node:path';

export const configName = 'ingestspec.yaml';

/** The config file that is asked for, or the one in the working directory, where there is one. */
export const findConfig = (
  asked: string | undefined,
  cwd: string,
): { file: string; shown: string } | undefined => {
  if (asked !== undefined) return { file: path.resolve(cwd, asked), shown: asked };
  const file = path.join(cwd, configName);
  return existsSync(file) ? { file, shown: configName } : undefined;
};
