/** Every reporter, by the name that `--reporter` knows. */
import { ctrf } from './ctrf.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junitWith } from './junit.ts';
import { markdown } from './markdown.ts';
import { ndjson } from './ndjson.ts';
import { pretty } from './pretty.ts';
import type { ReporterFactory } from './reporter.ts';
import { tap, tapFlat } from './tap.ts';
import { finishing } from './unfinished.ts';

export type { JunitOptions } from './junit-case.ts';
export { junitWith } from './junit.ts';
export type { Out, Reporter, ReporterFactory } from './reporter.ts';
export { summaryLine } from './summary.ts';

export type ReporterName =
  'pretty' | 'json' | 'ndjson' | 'tap' | 'tap-flat' | 'junit' | 'github' | 'markdown' | 'ctrf';

export const reporters: Readonly<Record<ReporterName, ReporterFactory>> = {
  pretty: finishing(pretty),
  json: finishing(json),
  ndjson,
  tap: finishing(tap),
  'tap-flat': finishing(tapFlat),
  junit: junitWith({}),
  github: finishing(github),
  markdown: finishing(markdown),
  ctrf: finishing(ctrf),
};

export const reporterNames = Object.keys(reporters) as readonly ReporterName[];
