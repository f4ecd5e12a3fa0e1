/**
 * The one door to tap-junit: flat TAP of one suite in, its XML out.
 *
 * It keeps numbers, names, and which points failed or were skipped, and loses the rest; `junit.ts` joins that
 * again. It prints with `console.info` and, given an output folder, ends the process; so it is never given one,
 * and its printing is caught.
 */
import { createRequire } from 'node:module';
import type tapJunitDefault from 'tap-junit';
import type { JunitCase } from './junit-case.ts';
import { tapPlan, tapPoint } from './tap-line.ts';

/** Every point that fails has a message that is a string: without one, tap-junit falls over. */
const pointOf = ({ name, outcome, kind, message }: JunitCase, index: number): string[] =>
  tapPoint(index + 1, {
    ok: outcome !== 'failed',
    description: name,
    ...(outcome === 'skipped' ? { directive: { word: 'SKIP', reason: message } } : {}),
    ...(outcome === 'failed' ? { diagnostics: { message: message || name, severity: kind } } : {}),
  });

const tapOf = (cases: readonly JunitCase[]): string =>
  ['TAP version 13', tapPlan(cases.length), ...cases.flatMap(pointOf)].map((each) => `${each}\n`).join('');

/** What tap-junit prints for the cases of one suite. */
export const tapToJunit = (suite: string, cases: readonly JunitCase[]): string => {
  // CommonJS, and loaded only by those who ask for JUnit: it brings a whole XML builder.
  const tapJunit = createRequire(import.meta.url)('tap-junit') as typeof tapJunitDefault;
  const printed: string[] = [];
  const { info } = console;
  // The parser is synchronous from `end` to `complete`, so nobody else prints in between.
  console.info = (text: string): void => {
    printed.push(text);
  };
  try {
    tapJunit({ name: 'ingestspec', classname: suite }).end(tapOf(cases));
  } finally {
    console.info = info;
  }
  if (printed.length !== 1)
    throw new Error(`harness error: tap-junit printed ${String(printed.length)} documents, not one`);
  return printed.join('').trim();
};
