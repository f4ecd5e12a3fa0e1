/** The token of a source client, and the TLS that it is for. */
import {
  bearerToken,
  noTokenInTheClear,
  overTls,
  scopedToMount,
  shortLived,
} from '../../../src/scenario/checks/icy2-client-token.ts';
import { under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { streaming } from './until.ts';

export const token = suite('icy2/client/token', {
  'without-tls': {
    title: 'A source client with an address of http, where everybody on the way reads its token',
    serve: [accepting('strict')],
    until: streaming,
    needs: ['icy2'],
    expect: {
      'ICY2-FIELD-icy-auth-token': noTokenInTheClear,
      'ICY2-SEC-TLS-1': noTokenInTheClear,
    },
  },

  'over-tls': {
    title: 'A source client with an address of https',
    serve: [accepting('strict')],
    until: streaming,
    secure: true,
    needs: ['icy2', 'trustsAuthority'],
    expect: { 'ICY2-SEC-TLS-1': under('E-ICY-16', overTls) },
  },

  'of-a-source': {
    title: 'The token that a source client sends over TLS',
    serve: [accepting('strict')],
    until: streaming,
    secure: true,
    needs: ['icy2', 'trustsAuthority'],
    expect: {
      'ICY2-FIELD-icy-auth-token': bearerToken,
      'ICY2-SEC-TOK-1': bearerToken,
      'ICY2-SEC-TOK-2': shortLived,
      'ICY2-SEC-TOK-4': scopedToMount,
    },
  },
});
