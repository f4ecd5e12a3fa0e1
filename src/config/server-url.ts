/** The address of a server under test, taken apart. */
import { UsageError } from './usage-error.ts';

export interface ServerUrl {
  readonly host: string;
  /** 0 where we choose it, because we start the server. */
  readonly port: number;
  readonly secure: boolean;
  readonly mount?: string;
  readonly user?: string;
  readonly password?: string;
}

const decoded = (text: string, shown: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError(
      `the user or password in ${shown} is not percent-encoded UTF-8: write a plain % as %25`,
    );
  }
};

/** The address without its credentials, for messages. */
export const withoutUserinfo = (url: string): string =>
  url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');

export const parseServerUrl = (text: string): ServerUrl => {
  const shown = withoutUserinfo(text);
  const withScheme = /^https?:\/\//i.test(text);
  let url: URL;
  try {
    url = new URL(text.replace('{port}', '0'));
  } catch {
    const example =
      /^[\w.[\]:-]+(\/|$)/.test(text) && !text.includes('://')
        ? `http://${text}`
        : 'http://127.0.0.1:8000/live.mp3';
    throw new UsageError(`“${shown}” is not an address of a server: write it such as ${example}`);
  }
  if (!withScheme) {
    const example = text.includes('://') ? shown.replace(/^[^:]*/, 'http') : `http://${shown}`;
    throw new UsageError(`“${shown}” is neither http:// nor https://: write it such as ${example}`);
  }
  const secure = url.protocol === 'https:';
  if (url.port === '0' && !text.includes('{port}'))
    throw new UsageError(`“${shown}” has port 0: give the port of the server`);
  const mount = `${url.pathname}${url.search}`;
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    secure,
    ...(mount === '/' ? {} : { mount }),
    ...(url.username === '' ? {} : { user: decoded(url.username, shown) }),
    ...(url.password === '' ? {} : { password: decoded(url.password, shown) }),
  };
};
