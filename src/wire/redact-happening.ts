/** Blanks the free text of a happening; names, numbers and codes are ours and stay. */
import type { Happening } from '../trace/event.ts';
import type { Redaction } from './redact.ts';

export const redactHappening = (happening: Happening, redaction: Redaction): Happening => {
  const text = (dirty: string): string => redaction.text(dirty);
  const optional = <Key extends string>(key: Key, dirty: string | undefined) =>
    (dirty === undefined ? {} : { [key]: text(dirty) }) as Partial<Record<Key, string>>;

  if (happening.event === 'begin') {
    const { parameters } = happening;
    return { ...happening, parameters: { ...parameters, origin: text(parameters.origin) } };
  }
  if (happening.event === 'span') return { ...happening, ...optional('text', happening.text) };
  if (happening.event === 'output') return { ...happening, text: text(happening.text) };
  if (happening.event === 'step') return { ...happening, step: text(happening.step) };
  if (happening.event === 'command') return { ...happening, argv: happening.argv.map(text) };
  if (happening.event === 'page') {
    const { url, text: body, error } = happening;
    return { ...happening, url: text(url), ...optional('text', body), ...optional('error', error) };
  }
  if (happening.event === 'exit' || happening.event === 'finish') {
    return { ...happening, ...optional('error', happening.error) };
  }
  return happening;
};
