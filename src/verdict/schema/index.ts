/** The published schemas of what a run leaves behind. */
export { eventSchema } from './events.ts';
export { runSchema } from './run.ts';
export { traceSchema } from './trace.ts';
