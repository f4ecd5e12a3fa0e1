/** The machine of a run, as far as a reader of its report needs to know it. */
import os from 'node:os';

export const environmentOf = (): Record<string, string> => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  kernel: os.release(),
  processors: String(os.availableParallelism()),
});
