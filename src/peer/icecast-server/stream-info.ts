/** What a source says of its stream, and how it is handed on. Pure. */
import { icyHeaders, statisticOf } from '../../icy/fields.ts';
import { asUtf8, latin1, utf8, valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { raw } from '../../http/write-head.ts';
import type { ServerQuirk } from '../../scenario/server-quirks.ts';
import { asPrinted, icyText, speaksIcy2 } from './icy-fields.ts';
import type { SourceRequest } from './icy-fields.ts';
import { icy2Info } from './icy2-info.ts';
import type { Settings } from './settings.ts';

interface Known {
  /** The field as the document prints it. */
  readonly field: string;
  /** The header for listeners; sources of ICY say it so too. */
  readonly header: string;
  /** The name in the statistics. */
  readonly statistic: string;
  readonly forgottenBy?: ServerQuirk;
}

const known: readonly Known[] = [
  { field: 'Ice-Name', header: 'icy-name', statistic: 'server_name', forgottenBy: 'forgets-ice-name' },
  {
    field: 'Ice-Description',
    header: 'icy-description',
    statistic: 'server_description',
    forgottenBy: 'forgets-ice-description',
  },
  { field: 'Ice-URL', header: 'icy-url', statistic: 'server_url', forgottenBy: 'forgets-ice-url' },
  { field: 'Ice-Genre', header: 'icy-genre', statistic: 'genre', forgottenBy: 'forgets-ice-genre' },
  { field: 'Ice-Public', header: 'icy-pub', statistic: 'public', forgottenBy: 'forgets-ice-public' },
  { field: 'Ice-Bitrate', header: 'icy-br', statistic: 'bitrate' },
  { field: 'Ice-Audio-Info', header: 'ice-audio-info', statistic: 'audio_info' },
];

export interface StreamInfo {
  readonly contentType: string;
  /** Whether the source speaks ICY-META 2. */
  readonly icy2: boolean;
  /** Fields for listeners. */
  readonly headers: readonly WrittenField[];
  /** Values for everybody who reads the statistics. */
  readonly statistics: Readonly<Record<string, string>>;
  /** Values for the administrator. */
  readonly confidential: Readonly<Record<string, string>>;
  /** Values for HTML pages alone. */
  readonly onPages: Readonly<Record<string, string>>;
}

const textOf = (value: string, { has }: Settings): string => {
  const text = has('takes-headers-for-latin-1') ? value : (utf8(value) ?? value);
  return has('loses-4-byte-characters') ? text.replace(/[\u{10000}-\u{10ffff}]/gu, '?') : text;
};

const read = (head: RequestHead, field: string, settings: Settings): string | undefined => {
  if (!settings.has('case-sensitive-names')) return valueOf(head, field);
  return head.fields.find(({ name }) => name === field || name === field.toLowerCase())?.value;
};

/** A value that a source of ICY gives under the name that listeners know. */
const readIcy = (
  head: RequestHead,
  { header }: Known,
  icy2: boolean,
  settings: Settings,
): string | undefined => {
  const forgets = icy2 ? 'forgets-icy1-fields-with-version' : 'forgets-icy1-fields-without-version';
  return settings.has(forgets) ? undefined : read(head, header, settings);
};

const misnamed = (
  statistics: Readonly<Record<string, string>>,
  { has }: Settings,
): Readonly<Record<string, string>> => {
  const wrong = new Set<string>();
  for (const header of icyHeaders) {
    const name = statisticOf(header);
    if (name !== undefined && has(`misnames-${name}`)) wrong.add(name);
  }
  if (wrong.size === 0) return statistics;
  return Object.fromEntries(
    Object.entries(statistics).map(([name, value]) => [wrong.has(name) ? `x-${name}` : name, value]),
  );
};

/** Reads what a source says of its stream; `Ice-Name` and the like win over `icy-name`, as Icecast has it. */
export const streamInfo = (request: SourceRequest, settings: Settings): StreamInfo => {
  const { head } = request;
  const { has } = settings;
  const icy2 = speaksIcy2(request, settings);
  const values = known.flatMap((one) => {
    const { field, header, statistic, forgottenBy } = one;
    const value = forgottenBy !== undefined && has(forgottenBy) ? undefined : read(head, field, settings);
    if (value !== undefined) return [{ header, statistic, text: textOf(value, settings) }];
    const icy = header.startsWith('icy-') ? readIcy(head, one, icy2, settings) : undefined;
    return icy === undefined ? [] : [{ header, statistic, text: icyText(icy, settings) }];
  });
  const further = icy2Info(request, settings);
  const given = new Set(values.map(({ header }) => header));
  const echoed = head.fields.filter(
    ({ name }) => has('echoes-icy-headers') && /^icy-/i.test(name) && !given.has(name.toLowerCase()),
  );
  const userAgent = has('forgets-user-agent') ? undefined : valueOf(head, 'User-Agent');
  const headers: readonly WrittenField[] = [
    ...values.map(({ header, text }): WrittenField => [header, raw(latin1(asPrinted(text, settings)))]),
    ...echoed.map(({ name, value }): WrittenField => [name, raw(value)]),
    ...further.headers,
  ];
  const statistics = Object.fromEntries(
    values.map(({ statistic, text }) => [statistic, has('garbles-statistics') ? asUtf8(text) : text]),
  );
  return {
    contentType: valueOf(head, 'Content-Type') ?? 'audio/mpeg',
    icy2,
    headers: has('forgets-icy-headers') ? headers.filter(([name]) => !/^icy-/i.test(name)) : headers,
    statistics: misnamed({ ...statistics, ...further.statistics }, settings),
    confidential: misnamed(
      {
        ...(userAgent === undefined ? {} : { user_agent: textOf(userAgent, settings) }),
        ...further.confidential,
      },
      settings,
    ),
    onPages: further.onPages,
  };
};
