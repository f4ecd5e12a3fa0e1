/** Looks at the credentials of a head before they are blanked out. */
import { readBasic } from '../http/basic.ts';
import { asUtf8, valueOf } from '../http/message.ts';
import { isHead, parseHead } from '../http/parse-head.ts';
import type { CredentialsSeen } from '../trace/event.ts';

export interface ExpectedCredentials {
  readonly user: string;
  readonly password: string;
}

type Seen = Omit<CredentialsSeen, 'event' | 'at' | 'conn' | 'offset'>;

const compared = (bytes: string, expected: string | undefined): 'right' | 'wrong' | 'empty' => {
  if (bytes === '') return 'empty';
  return expected !== undefined && bytes === asUtf8(expected) ? 'right' : 'wrong';
};

/**
 * What the Authorization of a request head (latin1) says, compared with what is expected in UTF-8;
 * `undefined` where there is none. Nothing is right where nothing is expected.
 */
export const credentialsIn = (head: string, expected: ExpectedCredentials | undefined): Seen | undefined => {
  if (!/^[ \t]*authorization[ \t]*:/im.test(head)) return undefined;
  const read = parseHead(head, 'request');
  const value = isHead(read) ? valueOf(read, 'authorization') : undefined;
  if (value === undefined) return undefined;
  const { scheme, token, base64, colon, utf8, controls, user, password } = readBasic(value);
  // A token that cannot be decoded is not empty, but it is not right either.
  const undecoded = user === undefined ? token : '';
  return {
    scheme,
    base64,
    colon,
    utf8,
    controls,
    user: compared(user ?? undecoded, expected?.user),
    password: compared(password ?? undecoded, expected?.password),
  };
};
