/** JUnit XML for CI systems. */
import type { JunitOptions } from './junit-case.ts';
import type { ReporterFactory } from './reporter.ts';
import { finishing } from './unfinished.ts';

/** JUnit with what the caller knows of the folder that its reader will see. */
export const junitWith = (options: JunitOptions): ReporterFactory =>
  finishing((out) => {
    let bailOut: string | undefined;
    return async (event) => {
      if (event.event === 'bail-out') bailOut = event.message;
      if (event.event !== 'run-finished') return;
      // An XML parser and serialiser are loaded only by those who ask for JUnit.
      const { junitDocument } = await import('./junit-document.ts');
      out.write(junitDocument(event.report, bailOut, options));
    };
  });
