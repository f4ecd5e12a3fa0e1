#!/usr/bin/env node
import { cli } from './cli/cli.ts';

const codes = { SIGINT: 130, SIGTERM: 143 } as const;
const interruption = new AbortController();

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // Whoever asks twice does not want to wait for the report.
    if (interruption.signal.aborted) process.exit(codes[name]);
    interruption.abort(name);
  });
}

// Whoever reads us may have had enough: that ends no run.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await cli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
});
