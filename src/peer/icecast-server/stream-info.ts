/** What a source says of its stream, and how it is handed on. Pure. */
import { asUtf8, utf8, valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { raw } from '../../http/write-head.ts';
import type { ServerQuirk } from '../../scenario/server-quirks.ts';
import type { Settings } from './settings.ts';

interface Known {
  /** The field as the document prints it. */
  readonly field: string;
  /** The header for listeners, and the name in the statistics. */
  readonly header?: string;
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
  /** Fields for listeners. */
  readonly headers: readonly WrittenField[];
  /** Values for everybody who reads the statistics. */
  readonly statistics: Readonly<Record<string, string>>;
  /** Values for the administrator. */
  readonly confidential: Readonly<Record<string, string>>;
}

const textOf = (value: string, { has }: Settings): string => {
  const text = has('takes-headers-for-latin-1') ? value : (utf8(value) ?? value);
  return has('loses-4-byte-characters') ? text.replace(/[\u{10000}-\u{10ffff}]/gu, '?') : text;
};

const read = (head: RequestHead, field: string, settings: Settings): string | undefined => {
  if (!settings.has('case-sensitive-names')) return valueOf(head, field);
  return head.fields.find(({ name }) => name === field || name === field.toLowerCase())?.value;
};

export const streamInfo = (head: RequestHead, settings: Settings): StreamInfo => {
  const { has } = settings;
  const values = known.flatMap(({ field, header, statistic, forgottenBy }) => {
    const value = forgottenBy !== undefined && has(forgottenBy) ? undefined : read(head, field, settings);
    return value === undefined ? [] : [{ header, statistic, text: textOf(value, settings) }];
  });
  const echoed = head.fields.filter(({ name }) => has('echoes-icy-headers') && /^icy-/i.test(name));
  const userAgent = has('forgets-user-agent') ? undefined : valueOf(head, 'User-Agent');
  return {
    contentType: valueOf(head, 'Content-Type') ?? 'audio/mpeg',
    headers: [
      ...values.flatMap(({ header, text }): WrittenField[] => (header === undefined ? [] : [[header, text]])),
      ...echoed.map(({ name, value }): WrittenField => [name, raw(value)]),
    ],
    statistics: Object.fromEntries(
      values.map(({ statistic, text }) => [statistic, has('garbles-statistics') ? asUtf8(text) : text]),
    ),
    confidential: userAgent === undefined ? {} : { user_agent: textOf(userAgent, settings) },
  };
};
