/** Who may do what: Basic authentication (RFC 7617) per mount point. Pure. */
import { readBasic } from '../../http/basic.ts';
import { asUtf8, valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Account } from '../stage.ts';
import type { Settings } from './settings.ts';

/** `error` where the server falls over what it was given. */
export type Authority = 'granted' | 'refused' | 'error';

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The account that owns a mount point; `open` where it takes everybody. */
export const ownerOf = (mount: string, settings: Settings): Account | 'open' => {
  const named = Object.entries(settings.accounts).find(([, account]) => account.mount === mount);
  if (named === undefined) return settings.owner;
  const [name, account] = named;
  if (name !== 'open') return account;
  return settings.has('refuses-open-mounts') ? settings.owner : 'open';
};

const splitAtLast = ({ user, password }: Credentials): Credentials => {
  const whole = `${user}:${password}`;
  const colon = whole.lastIndexOf(':');
  return { user: whole.slice(0, colon), password: whole.slice(colon + 1) };
};

const userFits = (user: string, account: Account, { has }: Settings): boolean =>
  user === asUtf8(account.user) || has('ignores-user') || (user === '' && has('accepts-empty-user'));

const passwordFits = (password: string, account: Account, { has }: Settings): boolean => {
  if (has('accepts-wrong-password')) return true;
  if (has('ascii-passwords-only') && /[\x80-\xff]/.test(password)) return false;
  return password === asUtf8(account.password);
};

/** Whether the credentials in a head are those of one of these accounts. */
export const authorize = (head: RequestHead, accounts: readonly Account[], settings: Settings): Authority => {
  const { has } = settings;
  const value = valueOf(head, 'Authorization');
  if (has('refuses-right-credentials')) return 'refused';
  if (value === undefined) return has('accepts-missing-credentials') ? 'granted' : 'refused';
  const read = readBasic(value);
  if (read.scheme.toLowerCase() !== 'basic') return 'refused';
  if (read.scheme !== 'Basic' && has('case-sensitive-scheme')) return 'refused';
  if (read.user === undefined || read.base64 === 'invalid') {
    return has('answers-500-to-bad-base64') ? 'error' : 'refused';
  }
  if (read.password === undefined) return has('accepts-credentials-without-colon') ? 'granted' : 'refused';
  const given = { user: read.user, password: read.password };
  const { user, password } = has('splits-at-last-colon') ? splitAtLast(given) : given;
  const fits = accounts.some(
    (account) => userFits(user, account, settings) && passwordFits(password, account, settings),
  );
  return fits ? 'granted' : 'refused';
};

/** Whether a token is the one of the mount point; it comes as a bearer token, as the document prints it. */
const opens = (token: string, mount: string, { has, tokens }: Settings): boolean => {
  const right = has('forgets-tokens') ? undefined : tokens.get(mount);
  return right !== undefined && token.replace(/^bearer +/i, '') === asUtf8(right);
};

const blindToPasswords = (settings: Settings): Settings => ({
  ...settings,
  has: (quirk) => quirk === 'accepts-wrong-password' || settings.has(quirk),
});

/**
 * Whether a request may be the source of a mount point: its credentials say so, or, where it sends none, its token
 * does. A token that is not right opens nothing (E-ICY-17).
 */
export const authorizeSource = (head: RequestHead, mount: string, settings: Settings): Authority => {
  const owner = ownerOf(mount, settings);
  if (owner === 'open') return 'granted';
  const token = valueOf(head, 'icy-auth-token');
  if (token === undefined) return authorize(head, [owner], settings);
  if (settings.has('any-token-opens')) return 'granted';
  if (valueOf(head, 'Authorization') === undefined && opens(token, mount, settings)) return 'granted';
  return authorize(
    head,
    [owner],
    settings.has('token-beats-password') ? blindToPasswords(settings) : settings,
  );
};
