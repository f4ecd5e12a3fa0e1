/** A planned request as the bytes of its head. */
import { basicToken } from '../http/basic.ts';
import { asUtf8 } from '../http/message.ts';
import { headText, raw, requestLine } from '../http/write-head.ts';
import type { WrittenField } from '../http/write-head.ts';
import type { Identity, RequestPlan } from '../scenario/stimulus.ts';
import type { Account, Stage } from './stage.ts';

/** Who we are and whom we speak to. */
export type Cast = Pick<Stage, 'mount' | 'owner' | 'admin' | 'accounts'> & {
  /** `host:port`, as it stands in Host. */
  readonly authority: string;
  /** `http://host:port` */
  readonly origin: string;
};

/** The last letter or digit percent-encoded: another spelling of the same path (RFC 3986, section 6.2.2.2). */
const percentEncoded = (mount: string): string =>
  mount.replace(
    /[A-Za-z0-9](?=[^A-Za-z0-9]*$)/,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const valueOf = (name: string, cast: Cast): string | undefined => {
  if (name === 'mount') return cast.mount;
  if (name === 'bare-mount') return cast.mount.replace(/^\//, '');
  if (name === 'encoded-mount') return percentEncoded(cast.mount);
  if (name === 'host') return cast.authority;
  if (name === 'origin') return cast.origin;
  const account = name.startsWith('mount:') ? name.slice('mount:'.length) : undefined;
  return account === undefined ? undefined : (cast.accounts[account]?.mount ?? cast.mount);
};

/** Fills in the names in braces; a name that means nothing stays as it is. */
export const filledIn = (text: string, cast: Cast): string =>
  text.replace(/\{([a-z][a-z0-9:-]*)\}/g, (whole, name: string) => valueOf(name, cast) ?? whole);

/** A password that is none, whatever the real one is. */
const wrongPassword = (account: Account): string =>
  account.password === 'wrong-password' ? 'another-wrong-password' : 'wrong-password';

/** The account that an identity speaks for; `undefined` where no credentials are sent. */
export const accountOf = (identity: Identity, cast: Cast): Account | undefined => {
  const { owner, admin, accounts } = cast;
  if (typeof identity === 'object') return 'account' in identity ? accounts[identity.account] : undefined;
  switch (identity) {
    case 'owner':
      return owner;
    case 'nobody':
      return undefined;
    case 'stranger':
      return { user: owner.user, password: wrongPassword(owner) };
    case 'impostor':
      return { user: `not-${owner.user}`, password: owner.password };
    case 'nameless':
      return { user: '', password: owner.password };
    case 'admin':
      return admin;
  }
};

/** The value of Authorization, as latin1; `undefined` where there is none. */
const authorizationOf = (plan: RequestPlan, cast: Cast): string | undefined => {
  if (typeof plan.as === 'object' && 'authorization' in plan.as) return plan.as.authorization;
  const account = accountOf(plan.as, cast);
  return account && `${plan.scheme} ${basicToken(account.user, account.password)}`;
};

const framingFields = (plan: RequestPlan, bodyLength: number): WrittenField[] => {
  switch (plan.framing?.by) {
    case 'length':
      return [['Content-Length', String(plan.framing.length ?? bodyLength)]];
    case 'chunks':
      return [['Transfer-Encoding', 'chunked']];
    default:
      return [];
  }
};

const optional = (name: string, value: string | undefined): WrittenField[] =>
  value === undefined ? [] : [[name, value]];

/**
 * The head of a request as latin1, its fields in the order in which the document prints them.
 *
 * @param bodyLength what Content-Length declares, unless the plan says otherwise
 */
export const requestText = (plan: RequestPlan, cast: Cast, bodyLength: number): string => {
  const value = authorizationOf(plan, cast);
  const authorization: WrittenField[] = value === undefined ? [] : [['Authorization', raw(value)]];
  const fields: WrittenField[] = [
    ...plan.hosts.map((host): WrittenField => ['Host', host]),
    ...(plan.authorizationAt === 'first' ? authorization : []),
    ...optional('User-Agent', plan.userAgent),
    ...framingFields(plan, bodyLength),
    ...optional('Content-Type', plan.contentType),
    ...plan.fields,
    ...plan.rawFields.map(([name, bytes]): WrittenField => [name, raw(bytes)]),
    ...optional('Expect', plan.expect),
    ...(plan.authorizationAt === 'last' ? authorization : []),
  ].map(([name, text]): WrittenField => [name, typeof text === 'string' ? filledIn(text, cast) : text]);
  const line = requestLine(plan.method, asUtf8(filledIn(plan.target, cast)), plan.version);
  return headText(raw(line), fields, plan.lineEnd);
};
