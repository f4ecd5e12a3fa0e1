/** Looks at an icy-auth-token of a head before it is blanked out. */
import { utf8, valueOf } from '../http/message.ts';
import { isHead, parseHead } from '../http/parse-head.ts';
import { bearerOf, claimsNaming, jsonWebTokenOf, lifetimeOf, token } from '../icy/auth-token.ts';
import type { TokenSeen } from '../trace/event.ts';

type Seen = Omit<TokenSeen, 'event' | 'at' | 'conn' | 'offset'>;

const jwtIn = (value: string, mount: string): Seen['jwt'] => {
  const jwt = jsonWebTokenOf(bearerOf(value) ?? value);
  if (jwt === undefined) return undefined;
  const lifetime = lifetimeOf(jwt, Date.now() / 1000);
  return {
    ...(lifetime === undefined ? {} : { lifetime }),
    namesMount: mount.length > 1 && claimsNaming(jwt, mount).length > 0,
  };
};

/** What the icy-auth-token of a request head (latin1) is like; `undefined` where there is none. */
export const tokenIn = (head: string): Seen | undefined => {
  if (!/^[ \t]*icy-auth-token[ \t]*:/im.test(head)) return undefined;
  const read = parseHead(head, 'request');
  if (!isHead(read) || read.kind !== 'request') return undefined;
  const value = valueOf(read, 'icy-auth-token');
  if (value === undefined) return undefined;
  const text = utf8(value);
  const reading = text === undefined ? undefined : token(text);
  const [mount = ''] = read.target.split('?');
  const jwt = text === undefined ? undefined : jwtIn(text, mount);
  return {
    reads: reading?.as ?? 'wrong',
    ...(reading?.as === 'right' ? {} : { why: reading?.why ?? 'bytes that are not UTF-8' }),
    ...(jwt === undefined ? {} : { jwt }),
  };
};
