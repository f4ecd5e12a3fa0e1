/** What a request to the scripted server is: meant as a source, or one of the probes of libshout. */
import { readBasic } from '../../http/basic.ts';
import { asUtf8, valueOf, valuesOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Account } from '../stage.ts';

export type RequestKind = 'source' | 'options' | 'metadata' | 'page' | 'shy-source';

/**
 * A `shy-source` is libshout's first request, a SOURCE or a PUT without a body: it has no credentials, and wants to
 * be challenged and to know whether PUT is allowed.
 */
export const kindOf = (head: RequestHead): RequestKind => {
  if (head.method === 'OPTIONS') return 'options';
  if (head.method === 'GET' || head.method === 'HEAD') {
    return head.target.startsWith('/admin/metadata') ? 'metadata' : 'page';
  }
  if (valueOf(head, 'authorization') !== undefined) return 'source';
  return head.method === 'SOURCE' || valueOf(head, 'content-length') === '0' ? 'shy-source' : 'source';
};

/** Whether a request has the credentials of this account. */
export const isAuthorized = (head: RequestHead, account: Account): boolean => {
  const read = readBasic(valueOf(head, 'authorization') ?? '');
  return read.user === asUtf8(account.user) && read.password === asUtf8(account.password);
};

export const expectsContinue = (head: RequestHead): boolean =>
  valuesOf(head, 'expect').some((value) => value.toLowerCase() === '100-continue');

/** Whether the connection may carry a further request (RFC 9112, 9.3). */
export const keepsAlive = (head: RequestHead): boolean => {
  const options = valuesOf(head, 'connection').flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
  return head.version === 'HTTP/1.1' ? !options.includes('close') : options.includes('keep-alive');
};
