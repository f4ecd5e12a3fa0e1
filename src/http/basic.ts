/** Basic authentication: RFC 7617, on the base64 of RFC 4648, section 4. */
import { asUtf8, utf8 } from './message.ts';
import { withoutBlanks } from './start-line.ts';

/** What an Authorization value says. */
export interface BasicRead {
  /** The scheme as written: `Basic`, `basic`, `Digest`; empty where the value is empty. */
  readonly scheme: string;
  /** What stands after the scheme, blanks around it removed. */
  readonly token: string;
  /** `valid` is canonical: the alphabet of section 4, padded, no unused bits set, no line breaks. */
  readonly base64: 'valid' | 'unpadded' | 'invalid';
  readonly colon: boolean;
  /** Whether what was decoded is UTF-8. */
  readonly utf8: boolean;
  /** Whether it has control characters, which RFC 7617, section 2, forbids. */
  readonly controls: boolean;
  /** Bytes before the first colon, as latin1; all of them where there is no colon; absent if nothing was decoded. */
  readonly user?: string;
  /** Bytes after the first colon, as latin1. */
  readonly password?: string;
}

/** The token for `Authorization: Basic`, of text in UTF-8. */
export const basicToken = (user: string, password: string): string => btoa(asUtf8(`${user}:${password}`));

const decode = (token: string): string | undefined => {
  try {
    return atob(token.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
};

const grade = (token: string, decoded: string | undefined): BasicRead['base64'] => {
  if (decoded === undefined || token === '') return 'invalid';
  const canonical = btoa(decoded);
  if (token === canonical) return 'valid';
  return token === canonical.replace(/=+$/, '') ? 'unpadded' : 'invalid';
};

/**
 * Reads the value of an Authorization field, given as latin1.
 *
 * What is not canonical is still decoded where it can be (missing padding, the URL alphabet, blanks inside), so
 * that a bad spelling of the right password can be told from a wrong one.
 */
export const readBasic = (value: string): BasicRead => {
  const trimmed = withoutBlanks(value);
  const gap = trimmed.search(/[ \t]/);
  const scheme = gap < 0 ? trimmed : trimmed.slice(0, gap);
  const token = gap < 0 ? '' : withoutBlanks(trimmed.slice(gap));
  const decoded = scheme.toLowerCase() === 'basic' ? decode(token) : undefined;
  const base64 = grade(token, decoded);
  if (decoded === undefined) return { scheme, token, base64, colon: false, utf8: false, controls: false };
  const colon = decoded.indexOf(':');
  return {
    scheme,
    token,
    base64,
    colon: colon >= 0,
    utf8: utf8(decoded) !== undefined,
    controls: /[\x00-\x1f\x7f]/.test(decoded),
    user: colon < 0 ? decoded : decoded.slice(0, colon),
    ...(colon < 0 ? {} : { password: decoded.slice(colon + 1) }),
  };
};
