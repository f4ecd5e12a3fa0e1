/** A request with every field of the document that may be published, in its order, and no two values alike. */
import { icyFields, statisticOf } from '../../../src/icy/fields.ts';
import type { IcyHeader } from '../../../src/icy/fields.ts';
import type { SentValues } from '../../../src/scenario/checks/icy2-conduct-published.ts';

/** Flags that are 1 show in the statistics wherever flags do (E-ICY-07). */
const ours: Partial<Readonly<Record<IcyHeader, string>>> = { 'icy-nsfw': '1', 'icy-ai-generated': '1' };

/** The mount point or Ice-Public may override it (E-ICY-25). */
const overridden: readonly string[] = ['icy-pub'];

export const everyField: SentValues = Object.fromEntries(
  (Object.keys(icyFields) as IcyHeader[]).flatMap((header) =>
    statisticOf(header) === undefined || overridden.includes(header)
      ? []
      : [[header, ours[header] ?? icyFields[header].good[0]]],
  ),
);
