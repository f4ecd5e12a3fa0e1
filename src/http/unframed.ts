import type { RequestHead } from './message.ts';

/**
 * Whether a request without Content-Length and Transfer-Encoding has a body that ends with the connection.
 * HTTP says no (RFC 9112, section 6.3); source clients of Icecast have always done so with PUT and SOURCE.
 */
export const bodyUntilClose = (head: RequestHead): boolean =>
  head.method === 'PUT' || head.method === 'SOURCE';
