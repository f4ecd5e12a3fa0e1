/** The request head of our source client, as latin1, with the deviations it is told to have. */
import { basicToken } from '../../http/basic.ts';
import { asUtf8 } from '../../http/message.ts';
import { headText, raw, requestLine } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import type { ClientQuirk } from '../../scenario/client-quirks.ts';
import { icy2Fields } from './icy2-fields.ts';
import type { Icy2Plan } from './icy2-fields.ts';

export type Quirks = ReadonlySet<ClientQuirk>;

export interface Errand {
  readonly host: string;
  readonly port: number;
  /** The request target: the mount point, or where a redirect led. */
  readonly target: string;
  readonly user: string;
  readonly password: string;
  /** Whether this request carries the credentials. */
  readonly authorized: boolean;
  /** `PUT`, unless a redirect was followed in the wrong way. */
  readonly method: string;
  readonly contentType: string;
  /** Further fields, and other values for ours. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The fields of ICY-META 2 that it sends in place of those of Icecast. */
  readonly icy2?: Icy2Plan;
}

export type ClientFraming = 'chunks' | 'length' | 'close';

export const framingWith = (quirks: Quirks): ClientFraming => {
  if (quirks.has('sends-content-length')) return 'length';
  return quirks.has('sends-raw-body') || quirks.has('speaks-http-1.0') ? 'close' : 'chunks';
};

/** More than any scenario waits for. */
const declaredLength = 100_000_000;

const authorityOf = ({ host, port }: Errand): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === 80 ? name : `${name}:${String(port)}`;
};

/** Latin-1 is what a string of characters up to 255 is already; what is beyond becomes a question mark. */
const asLatin1 = (text: string): string => text.replace(/[^\0-\xff]/g, '?');

const passwordWith = (quirks: Quirks, password: string): string => {
  if (quirks.has('wrong-password')) return `not-${password}`;
  return quirks.has('cuts-password-at-colon') ? (password.split(':')[0] ?? '') : password;
};

const authorizationOf = (errand: Errand, quirks: Quirks): string => {
  const { user } = errand;
  const password = passwordWith(quirks, errand.password);
  if (quirks.has('other-scheme')) return `Source ${basicToken(user, password)}`;
  if (quirks.has('credentials-in-latin1')) return `Basic ${btoa(asLatin1(`${user}:${password}`))}`;
  if (quirks.has('credentials-percent-encoded')) {
    return `Basic ${basicToken(encodeURIComponent(user), encodeURIComponent(password))}`;
  }
  const token = basicToken(user, password);
  if (quirks.has('unpadded-base64')) return `Basic ${token.replace(/=+$/, '')}`;
  return `Basic ${quirks.has('breaks-base64') ? `${token.slice(0, 4)} ${token.slice(4)}` : token}`;
};

const hostFields = (errand: Errand, quirks: Quirks): WrittenField[] => {
  if (quirks.has('omits-host')) return [];
  if (quirks.has('empty-host')) return [['Host', '']];
  const host: WrittenField = ['Host', quirks.has('host-without-port') ? errand.host : authorityOf(errand)];
  return quirks.has('repeats-host') ? [host, host] : [host];
};

const contentTypeWith = (quirks: Quirks, contentType: string): WrittenField[] => {
  if (quirks.has('omits-content-type')) return [];
  if (quirks.has('malformed-content-type')) return [['Content-Type', 'mp3 audio']];
  return [['Content-Type', quirks.has('wrong-content-type') ? 'audio/ogg' : contentType]];
};

const framingFields: Record<ClientFraming, readonly WrittenField[]> = {
  chunks: [['Transfer-Encoding', 'chunked']],
  length: [['Content-Length', String(declaredLength)]],
  close: [],
};

const expectFields = (quirks: Quirks): WrittenField[] => {
  if (quirks.has('omits-expect')) return [];
  return [['Expect', quirks.has('unknown-expectation') ? '200-ok' : '100-continue']];
};

const name = 'Prüfstrom ☃';

/** The description of the stream, as the document prints it; the name is not ASCII. */
const iceFields = (quirks: Quirks): WrittenField[] => {
  if (quirks.has('omits-ice-fields')) return [];
  const fold = quirks.has('folds-a-field') ? '\r\n ' : '';
  const fields: WrittenField[] = [
    ['Ice-Public', quirks.has('ice-public-in-words') ? 'yes' : '1'],
    ['Ice-Name', quirks.has('latin1-fields') ? raw(asLatin1(name)) : name],
    ['Ice-Description', raw(asUtf8(`Silence, ${fold}counted`))],
    ['Ice-URL', quirks.has('relative-ice-url') ? 'example.org/radio' : 'http://example.org'],
    ['Ice-Genre', 'Rock'],
  ];
  const repeated: Readonly<Record<string, ClientQuirk>> = {
    'Ice-Name': 'repeats-ice-name',
    'Ice-Description': 'repeats-ice-description',
    'Ice-Genre': 'repeats-ice-genre',
  };
  return fields.flatMap((field) => {
    const quirk = repeated[field[0]];
    return quirk !== undefined && quirks.has(quirk) ? [field, field] : [field];
  });
};

/**
 * What describes the stream, and Expect. Many servers read the first lines of a head alone, so that the many fields of
 * ICY-META 2 stand behind all else.
 */
const described = ({ icy2 }: Errand, quirks: Quirks, expects: readonly WrittenField[]): WrittenField[] =>
  icy2 === undefined || quirks.has('omits-icy2')
    ? [...iceFields(quirks), ...expects]
    : [...expects, ...icy2Fields(icy2, quirks)];

const userAgentWith = (quirks: Quirks): WrittenField[] => {
  if (quirks.has('omits-user-agent')) return [];
  return [['User-Agent', quirks.has('user-agent-without-version') ? 'ingestspec' : 'ingestspec/1']];
};

const methodWith = (quirks: Quirks, method: string): string => {
  if (method !== 'PUT') return method;
  if (quirks.has('uses-source-method')) return 'SOURCE';
  return quirks.has('uses-post') ? 'POST' : method;
};

const targetWith = (errand: Errand, quirks: Quirks): string => {
  if (quirks.has('absolute-target')) return `http://${authorityOf(errand)}${errand.target}`;
  return quirks.has('wrong-target') ? errand.target.slice(1) : errand.target;
};

/** Ours, with those that were given in place of, or after, their namesakes. */
const merged = (ours: readonly WrittenField[], given: Errand['fields']): WrittenField[] => {
  const names = new Set(given.map(([field]) => field.toLowerCase()));
  return [...ours.filter(([field]) => !names.has(field.toLowerCase())), ...given];
};

/** The head of a source's request. */
export const requestText = (errand: Errand, quirks: Quirks): string => {
  const version = quirks.has('speaks-http-1.0') ? 'HTTP/1.0' : 'HTTP/1.1';
  const method = methodWith(quirks, errand.method);
  const hasBody = method !== 'GET';
  const fields: WrittenField[] = [
    ...hostFields(errand, quirks),
    ...(errand.authorized ? [['Authorization', authorizationOf(errand, quirks)] as const] : []),
    ...userAgentWith(quirks),
    ...(hasBody ? framingFields[framingWith(quirks)] : []),
    ...(hasBody ? contentTypeWith(quirks, errand.contentType) : []),
    ...described(errand, quirks, hasBody ? expectFields(quirks) : []),
  ];
  const head = headText(
    requestLine(method, targetWith(errand, quirks), version),
    merged(fields, errand.fields),
    quirks.has('bare-lf') ? '\n' : '\r\n',
  );
  return quirks.has('blank-lines-between-fields') ? head.replace(/^icy-podcast-/m, '\r\n$&') : head;
};

/** A request that only says that it speaks ICY-META 2. */
export const announcementText = (errand: Errand): string =>
  headText(requestLine('OPTIONS', '*'), [
    ['Host', authorityOf(errand)],
    ['User-Agent', 'ingestspec/1'],
    ['icy-metadata-version', '2.1'],
  ]);

/** The probes of libshout: what the server can do, and whether it takes PUT. */
export const probeTexts = (errand: Errand): readonly string[] => {
  const common: WrittenField[] = [
    ['Host', authorityOf(errand)],
    ['User-Agent', 'ingestspec/1'],
  ];
  return [
    headText(requestLine('OPTIONS', '*'), common),
    headText(requestLine('SOURCE', errand.target, 'HTTP/1.0'), [...common, ['Content-Length', '0']]),
  ];
};
