/** A trace from a file, as far as it can be read. */
import { readText, UsageError } from '../config/index.ts';
import type { Begin, TraceEvent } from '../trace/event.ts';

export interface SavedTrace {
  readonly begin: Begin;
  readonly events: readonly TraceEvent[];
  /** Where and how it breaks off, where it does. */
  readonly cut?: string;
}

const isEvent = (value: unknown): value is TraceEvent => {
  const { event, at } = (value ?? {}) as { event?: unknown; at?: unknown };
  return typeof event === 'string' && typeof at === 'number';
};

const isBegin = (event: TraceEvent | undefined): event is Begin => {
  if (event?.event !== 'begin') return false;
  const { scenario, parameters } = event as {
    scenario?: unknown;
    parameters?: { features?: unknown } | null;
  };
  return (
    typeof scenario === 'string' && typeof parameters?.features === 'object' && parameters.features !== null
  );
};

const eventOf = (line: string): TraceEvent | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * @param shown how the file is called in messages
 * @throws UsageError where it is no trace from its first line on
 */
export const readTrace = (file: string, shown: string): SavedTrace => {
  const lines = readText('the trace', file, shown).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const events: TraceEvent[] = [];
  let broken: number | undefined;
  for (const [index, line] of lines.entries()) {
    const event = eventOf(line);
    if (event === undefined) {
      broken = index + 1;
      break;
    }
    events.push(event);
  }
  const [begin] = events;
  if (!isBegin(begin)) {
    throw new UsageError(
      `${shown} is no trace of ours: its first line is no “begin” event; give a file of the folder trace/ of a run`,
    );
  }
  const count = `judged by its ${String(events.length)} whole events`;
  if (broken !== undefined) {
    const how = broken === lines.length ? 'breaks off in' : 'cannot be read from';
    return { begin, events, cut: `${shown} ${how} line ${String(broken)}: ${count}` };
  }
  if (events.at(-1)?.event === 'finish') return { begin, events };
  return { begin, events, cut: `${shown} has no “finish”, as the run was cut: ${count}` };
};
