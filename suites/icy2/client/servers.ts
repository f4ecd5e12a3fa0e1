/** What a source client makes of servers that know nothing of ICY-META 2. */
import { streamAfterFinal } from '../../../src/scenario/checks/client-end.ts';
import { streamAfterReply } from '../../../src/scenario/checks/icy2-client-servers.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { streamingOn } from './until.ts';

export const servers = suite('icy2/client/servers', {
  'icecast-2.4': {
    title: 'A server of ICY1 that answers as Icecast 2.4: 100, and at once 200 with HTTP/1.0',
    serve: [accepting('ice24')],
    personality: 'ice24',
    until: streamingOn,
    expect: {
      'ICY2-PRIN-1a': streamAfterFinal,
      'ICY2-BC-0': streamAfterFinal,
      'ICY2-BC-3': streamAfterFinal,
    },
  },

  'http-1.0': {
    title: 'A server of ICY1 that answers HTTP/1.0 200 OK, and no 100',
    serve: [
      accepting('ice24', {
        interim: 'never',
        final: { status: 200, version: 'HTTP/1.0' },
        finalWhen: 'at-once',
      }),
    ],
    personality: 'ice24',
    until: streamingOn,
    expect: { 'ICY2-BC-3': streamAfterFinal },
  },

  'http-1.1': {
    title: 'A server of ICY1 that answers HTTP/1.1 200 OK before the body',
    serve: [accepting('strict', { interim: 'never', finalWhen: 'at-once' })],
    until: streamingOn,
    expect: { 'ICY2-BC-3': streamAfterFinal },
  },

  'icy-200-ok': {
    title: 'A server of ICY1 that answers ICY 200 OK',
    serve: [
      accepting('strict', {
        interim: 'never',
        final: { status: 200, version: 'ICY' },
        finalWhen: 'at-once',
      }),
    ],
    until: streamingOn,
    expect: { 'ICY2-BC-3': streamAfterFinal },
  },

  'shoutcast-ok2': {
    title: 'A server that answers OK2, as SHOUTcast 1 answers its own sources',
    serve: [
      accepting('strict', {
        interim: 'never',
        final: { status: 200, line: 'OK2', fields: [['icy-caps', '11']] },
        finalWhen: 'at-once',
      }),
    ],
    until: streamingOn,
    expect: { 'ICY2-BC-0': silent(streamAfterReply) },
  },
});
