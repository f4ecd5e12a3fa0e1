/** Sources of ICY-META 2 on a server of ours, and what everybody sees of them. */
import { asUtf8, utf8 } from '../../http/message.ts';
import { statisticsOf } from '../../scenario/statistics.ts';
import type { MountStatistics } from '../../scenario/statistics.ts';
import type { IcecastServer } from './icecast-server.ts';
import { admin, authorization, bodyOf, chunk, get, talk } from './talk.test-setup.ts';
import type { Talk } from './talk.test-setup.ts';

export interface Ask {
  readonly method?: string;
  readonly mount?: string;
  /** The line of Authorization with its end; the owner's where absent. */
  readonly auth?: string;
  /** Over TLS: whom to trust. */
  readonly ca?: string;
  /** What is sent of the body at once. */
  readonly body?: string;
}

/** Lines of fields; text is sent as UTF-8, and bytes that are none as they are. */
export type Lines = readonly string[];

export const version = 'icy-metadata-version: 2.1';

/** The bytes of a text, for a line that is to be sent as they are. */
export const bytesOfText = asUtf8;

export interface Source extends Talk {
  /** Of the first answer. */
  readonly status: number;
  /** Ends it, and waits for the last answer. */
  end(): Promise<void>;
}

const statusOf = (text: string): number => Number(/^\S+ (\d{3})/.exec(text)?.[1] ?? 0);

/** A source comes, and is answered; it goes on. */
export const source = async (server: IcecastServer, lines: Lines = [], ask: Ask = {}): Promise<Source> => {
  const { method = 'PUT', mount = '/live.mp3', auth = authorization(), ca, body } = ask;
  const head = [
    `${method} ${mount} HTTP/1.1`,
    'Host: x',
    `${auth}Content-Type: audio/mpeg`,
    'Expect: 100-continue',
    'Transfer-Encoding: chunked',
    ...lines,
  ].join('\r\n');
  const one = await talk(server, `${head}\r\n\r\n${body === undefined ? '' : chunk(body)}`, ca);
  const status = statusOf(await one.until(/\r\n\r\n/));
  return {
    ...one,
    status,
    end: async () => {
      one.socket.write('0\r\n\r\n');
      await one.ended;
    },
  };
};

const page = async (server: IcecastServer, path: string, fields = ''): Promise<string> =>
  bodyOf(await (await talk(server, get(path, fields))).ended);

/** A page as text, where it is UTF-8; else its bytes. */
const textOf = (body: string): string => utf8(body) ?? body;

export const statusXsl = async (server: IcecastServer): Promise<string> =>
  textOf(await page(server, '/status.xsl'));
export const sevenHtml = async (server: IcecastServer): Promise<string> =>
  textOf(await page(server, '/7.html'));

/** The public statistics of a mount point. */
export const inJson = async (
  server: IcecastServer,
  mount = '/live.mp3',
): Promise<MountStatistics | undefined> =>
  statisticsOf(textOf(await page(server, '/status-json.xsl')), mount);

/** Those of the administrator. */
export const inXml = async (
  server: IcecastServer,
  mount = '/live.mp3',
): Promise<MountStatistics | undefined> =>
  statisticsOf(textOf(await page(server, '/admin/stats', authorization(admin.user, admin.password))), mount);

/** The answer to a listener, its fields by their names in lower case. */
export const heard = async (
  server: IcecastServer,
  fields = '',
): Promise<{ readonly talk: Talk; readonly fields: Readonly<Record<string, string>> }> => {
  const one = await talk(server, get('/live.mp3', fields));
  const [head = ''] = (await one.until(/\r\n\r\n/)).split('\r\n\r\n', 1);
  const lines = head.split('\r\n').slice(1);
  const pairs = lines.map((line) => /^([^:]*): ?(.*)$/.exec(line) ?? []);
  return {
    talk: one,
    fields: Object.fromEntries(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value])),
  };
};
