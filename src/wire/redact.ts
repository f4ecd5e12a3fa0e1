/**
 * Blanks secrets out of text: each character becomes a `*`, so that lengths and offsets stay.
 *
 * Blanked are what follows the scheme of an Authorization, the value of `icy-auth-token` where it is no canary of ours,
 * the userinfo of URLs, and every occurrence of a known secret: as text, as its UTF-8 bytes in latin1, percent-encoded,
 * escaped for JSON or XML, and inside the base64 of `user:secret`.
 */
import { asUtf8 } from '../http/message.ts';
import { basicToken } from '../http/basic.ts';
import { isCanary } from '../trace/canary.ts';

/** Shorter secrets are too likely to be part of an innocent word. */
const shortest = 4;

/** In payload a secret must be longer than that: to blank an innocent word there alters what is judged. */
const shortestInPayload = 6;

export interface Redaction {
  text(text: string): string;
  /** The same for payload as latin1, where secrets must be a little longer. */
  payload(latin1: string): string;
}

const stars = (text: string): string => text.replace(/[^\r\n]/g, '*');

/** A field's name at the start of a line, and its value with its folded lines. */
const field = (name: string): RegExp =>
  new RegExp(`^([ \\t]*${name}[ \\t]*:[ \\t]*)([^\\n]*(?:\\n[ \\t][^\\n]*)*)`, 'gim');
const authorizations = field('(?:proxy-)?authorization');
const tokens = field('icy-auth-token');
const schemes = /^(?:basic|bearer|digest|negotiate|ntlm|token)$/i;
const userinfo = /(:\/\/)([^\s/?#"'<>]{1,1024})@/g;

const blankAuthorization = (_: string, name: string, value: string): string => {
  const [, scheme = '', gap = ''] = /^(\S*)([^\S]*)/.exec(value) ?? [];
  const token = value.slice(scheme.length + gap.length);
  // A word on its own may be a scheme without its token, or a token without its scheme.
  if (token === '') return name + (schemes.test(scheme) ? scheme : stars(scheme)) + gap;
  return name + scheme + gap + stars(token);
};

const blankFields = (text: string): string =>
  text
    .replace(authorizations, blankAuthorization)
    .replace(tokens, (_, name: string, value: string) => name + (isCanary(value) ? value : stars(value)))
    .replace(userinfo, (_, slashes: string, info: string) => `${slashes}${stars(info)}@`);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const percentEncoded = (bytes: string, hex: (byte: string) => string): string =>
  bytes.replace(/[^A-Za-z0-9\-._~]/g, (char) => hex(`%${char.charCodeAt(0).toString(16).padStart(2, '0')}`));

const formsOf = (secret: string, users: readonly string[]): string[] => {
  const bytes = asUtf8(secret);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    bytes,
    percentEncoded(bytes, (code) => code.toUpperCase()),
    percentEncoded(bytes, (code) => code.toLowerCase()),
    percentEncoded(bytes, (code) => code.toUpperCase()).replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    ...users.map((user) => basicToken(user, secret).replace(/=+$/, '')),
  ];
};

const anyOf = (forms: readonly string[], least: number): RegExp | undefined => {
  const wanted = [...new Set(forms)].filter((form) => form.length >= least);
  if (wanted.length === 0) return undefined;
  wanted.sort((one, other) => other.length - one.length);
  return new RegExp(wanted.map(escaped).join('|'), 'g');
};

/** No redaction: for `--no-redact`. */
export const plain: Redaction = { text: (text) => text, payload: (text) => text };

/**
 * @param secrets passwords and tokens that must not be in a trace
 * @param users the users that these passwords may be joined to
 */
export const redaction = (secrets: readonly string[], users: readonly string[]): Redaction => {
  const forms = secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap((secret) => formsOf(secret, users));
  const blank =
    (literals: RegExp | undefined) =>
    (text: string): string => {
      if (text.length < shortest) return text;
      const clean = text.includes(':') ? blankFields(text) : text;
      return literals === undefined ? clean : clean.replace(literals, stars);
    };
  return { text: blank(anyOf(forms, shortest)), payload: blank(anyOf(forms, shortestInPayload)) };
};
