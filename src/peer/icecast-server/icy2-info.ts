/** What a source says of itself in the fields of ICY-META 2, and who is told. Pure. */
import { icyHeaders, statisticOf } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { raw } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { icy2Text, icyValue, speaksIcy2, versionOf } from './icy-fields.ts';
import type { SourceRequest } from './icy-fields.ts';
import type { Settings } from './settings.ts';

type Values = Readonly<Record<string, string>>;

export interface Icy2Info {
  /** Values for everybody who reads the statistics. */
  readonly statistics: Values;
  /** Values for the administrator. */
  readonly confidential: Values;
  /** Values for HTML pages alone. */
  readonly onPages: Values;
  /** Fields for listeners. */
  readonly headers: readonly WrittenField[];
}

const nothing: Values = {};

/** Where the token would be, were it published. */
const tokenStatistic = 'icy2-auth-token';

const flags: readonly IcyHeader[] = ['icy-nsfw', 'icy-ai-generated'];

const asFlag = (value: string | undefined, { has }: Settings): string | undefined => {
  if (value === undefined) return has('flags-by-default') ? '1' : undefined;
  if (value === '0' && has('drops-zero-flags')) return undefined;
  if (!has('publishes-flags-as-words')) return value;
  return value === '0' ? 'false' : value === '1' ? 'true' : value;
};

/** What is published of a field; `undefined` where nothing is. */
const published = (header: IcyHeader, { head }: SourceRequest, settings: Settings): string | undefined => {
  const value =
    header === 'icy-metadata-version' ? versionOf(head, settings) : icyValue(head, header, settings);
  const text = value === undefined ? undefined : icy2Text(value, settings);
  if (flags.includes(header)) return asFlag(text, settings);
  if (header === 'icy-language' && settings.has('shortens-languages')) return text?.split('-', 1)[0];
  if (header === 'icy-verification-status' && text !== undefined && settings.has('doubts-verification'))
    return 'unverified';
  return text;
};

/** Reads the fields that ICY2 has beyond ICY1: of a source that speaks ICY2, under `icy2-…` (ICY2-STATS-01). */
export const icy2Info = (request: SourceRequest, settings: Settings): Icy2Info => {
  const { has } = settings;
  const token = icyValue(request.head, 'icy-auth-token', settings);
  const headers: WrittenField[] =
    token !== undefined && has('relays-token') ? [['icy-auth-token', raw(token)]] : [];
  if (!speaksIcy2(request, settings))
    return { statistics: nothing, confidential: nothing, onPages: nothing, headers };
  const values = Object.fromEntries(
    icyHeaders.flatMap((header) => {
      const name = statisticOf(header);
      if (name?.startsWith('icy2-') !== true) return [];
      const value = published(header, request, settings);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const leaked = token === undefined ? nothing : { [tokenStatistic]: icy2Text(token, settings) };
  const forAdministrator = has('leaves-icy2-out-of-json');
  return {
    statistics: { ...(forAdministrator ? nothing : values), ...(has('publishes-token') ? leaked : nothing) },
    confidential: {
      ...(forAdministrator ? values : nothing),
      ...(has('tells-the-administrator-the-token') ? leaked : nothing),
    },
    onPages: has('shows-token-on-pages') ? leaked : nothing,
    headers,
  };
};
