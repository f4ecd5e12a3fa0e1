// Preloaded into a measured process: says its peak memory (MiB) on the descriptor in INGESTSPEC_PEAK_FD when it ends.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const megabytes = process.resourceUsage().maxRSS / 1024;
  writeSync(Number(process.env.INGESTSPEC_PEAK_FD), `${megabytes.toFixed(1)}\n`);
});
