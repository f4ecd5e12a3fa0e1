import type { ReporterChoice } from './settings.ts';

/** `junit:reports/j.xml` is the reporter junit into a file; `pretty` is one on standard output. */
export const reporterChoice = (text: string): ReporterChoice => {
  const colon = text.indexOf(':');
  if (colon === -1) return { name: text };
  const path = text.slice(colon + 1);
  return { name: text.slice(0, colon), ...(path === '' || path === '-' ? {} : { path }) };
};
