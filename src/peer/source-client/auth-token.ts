/** The token of our source client: a JSON Web Token (RFC 7519) for one mount point that is good for some hours. */
import { asUtf8 } from '../../http/message.ts';
import { icyFields } from '../../icy/fields.ts';
import type { Quirks } from './request.ts';

const hour = 60 * 60;
const lifetime = 6 * hour;
const year = 365 * 24 * hour;

/** Base64 with the URL alphabet, without padding (RFC 7515, appendix C). */
const base64url = (text: string): string =>
  btoa(asUtf8(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

const expiry = (quirks: Quirks, now: number): { readonly exp?: number } => {
  if (quirks.has('lasting-token')) return {};
  return { exp: now + (quirks.has('long-lived-token') ? year : lifetime) };
};

/** Nobody checks it: bytes as long as those of HMAC with SHA-256. */
const signature = base64url('a signature of thirty-two bytes.');

/** The value of icy-auth-token for a mount point. */
export const tokenFor = (mount: string, quirks: Quirks): string => {
  if (quirks.has('wrong-icy-auth-token')) return icyFields['icy-auth-token'].bad[0];
  const now = Math.floor(Date.now() / 1000);
  const unsigned = quirks.has('unsigned-token');
  const header = { alg: unsigned ? 'none' : 'HS256', typ: 'JWT' };
  const scope = quirks.has('token-for-any-mount') ? {} : { mount };
  const claims = { sub: 'ingestspec', ...scope, iat: now, ...expiry(quirks, now) };
  const parts = [JSON.stringify(header), JSON.stringify(claims)].map(base64url);
  return `Bearer ${[...parts, unsigned ? '' : signature].join('.')}`;
};
