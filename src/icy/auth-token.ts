/**
 * Tokens: `Bearer` and what RFC 6750 (2.1) allows after it. What a token means is between its two ends (E-ICY-17);
 * only a JSON Web Token (RFC 7519) can be read by others. Nothing here verifies a signature.
 */
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';

/** What a JSON Web Token says. Times are seconds since 1970, as it has them; what is no number is absent. */
export interface JsonWebToken {
  /** The algorithm of its signature, `none` where it has none; absent where its header does not say. */
  readonly algorithm?: string;
  readonly issuedAt?: number;
  readonly expires?: number;
  readonly claims: ReadonlyMap<string, unknown>;
}

/** Longer tokens are not looked into. */
const longestToken = 8192;
/** As many values of a claim are looked at. */
const mostValues = 1000;

const jsonOf = (part: string): ReadonlyMap<string, unknown> | undefined => {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (byte) =>
      byte.charCodeAt(0),
    );
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
};

const timeIn = (claim: unknown): number | undefined =>
  typeof claim === 'number' && Number.isFinite(claim) ? claim : undefined;

/** The token after `Bearer`, whose case RFC 9110 (11.1) leaves open; `undefined` where there is none. */
export const bearerOf = (value: string): string | undefined =>
  /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(value)?.[1];

/** The facts of a token that is a JSON Web Token; `undefined` of an opaque one, and of one beyond 8 KiB. */
export const jsonWebTokenOf = (token: string): JsonWebToken | undefined => {
  if (token.length > longestToken) return undefined;
  const [, first, second] = /^([\w-]+)\.([\w-]+)\.[\w-]*$/.exec(token) ?? [];
  const header = first === undefined ? undefined : jsonOf(first);
  const claims = second === undefined ? undefined : jsonOf(second);
  if (header === undefined || claims === undefined) return undefined;
  const algorithm = header.get('alg');
  const [issuedAt, expires] = [timeIn(claims.get('iat')), timeIn(claims.get('exp'))];
  return {
    ...(typeof algorithm === 'string' && { algorithm }),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(expires !== undefined && { expires }),
    claims,
  };
};

/** For how many seconds a token is good, from when it was issued, or else from `now`; absent where it never expires. */
export const lifetimeOf = ({ issuedAt, expires }: JsonWebToken, now: number): number | undefined =>
  expires === undefined ? undefined : expires - (issuedAt ?? now);

/** From one hour to 24, as the document has it (ICY2-SEC-TOK-2). */
export const isShortLived = (lifetime: number): boolean => lifetime >= 3600 && lifetime <= 24 * 3600;

const holds = (claim: unknown, text: string): boolean => {
  const values = [claim];
  for (let at = 0; at < values.length && at < mostValues; at += 1) {
    const value = values[at];
    if (typeof value === 'string' && value.includes(text)) return true;
    if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) if (values.length < mostValues) values.push(inner);
    }
  }
  return false;
};

/** The claims that have a mount point in them, with its slash; the document names no claim for it (ICY2-SEC-TOK-4). */
export const claimsNaming = ({ claims }: JsonWebToken, mount: string): readonly string[] =>
  [...claims].filter(([, claim]) => holds(claim, mount)).map(([name]) => name);

/** `Bearer` and a token, which must not be one that anybody can forge. */
export const token: Grammar = (value) => {
  if (value === '') return wrong('empty');
  const bearer = bearerOf(value);
  if (bearer === undefined) {
    return wrong(
      /^bearer(?: |$)/i.test(value) ? 'Bearer, but no token after it' : 'no Bearer before the token',
    );
  }
  if (jsonWebTokenOf(bearer)?.algorithm?.toLowerCase() === 'none') {
    return wrong('a JSON Web Token without a signature');
  }
  return value === `Bearer ${bearer}`
    ? right
    : unusual('Bearer in another case, or with more than one blank');
};
