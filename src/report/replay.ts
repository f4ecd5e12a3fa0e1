/** Tells a reporter of a run that is over, and returns what it wrote. */
import type { RunEvent } from '../verdict/run-event.ts';
import type { Out, ReporterFactory } from './reporter.ts';

/** A file, as reporters see it. */
export const page: Omit<Out, 'write'> = { terminal: false, color: false, columns: 100 };

export const replay = async (
  factory: ReporterFactory,
  events: Iterable<RunEvent>,
  look: Omit<Out, 'write'> = page,
): Promise<string> => {
  const written: string[] = [];
  const reporter = factory({ ...look, write: (text) => void written.push(text) });
  for (const event of events) await reporter(event);
  await reporter.end?.();
  return written.join('');
};
