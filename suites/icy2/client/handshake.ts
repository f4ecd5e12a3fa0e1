/** The request with which a source client announces ICY-META 2, and the least that it says of its station. */
import { basicCredentials } from '../../../src/scenario/checks/client-credentials.ts';
import { encodedOnce } from '../../../src/scenario/checks/icy2-client-fields.ts';
import {
  fieldsAboveEmptyLine,
  fieldsOfTheHandshake,
  metadataInHead,
  noEmptyFields,
  streamBehindHead,
} from '../../../src/scenario/checks/icy2-client-head.ts';
import { announced, announcedWithStream, minimum } from '../../../src/scenario/checks/icy2-client-version.ts';
import { under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { streaming } from './until.ts';

export const handshake = suite('icy2/client/handshake', {
  'first-request': {
    title: 'The first request of a source client that speaks ICY-META 2',
    serve: [accepting('strict')],
    until: streaming,
    needs: ['icy2'],
    expect: {
      'ICY2-VER-01': announced,
      'ICY2-HS-01': announcedWithStream,
      'ICY2-HS-02': fieldsOfTheHandshake,
      'ICY2-HS-03': under('E-ICY-02', streamBehindHead),
      'ICY2-EX-01': under('E-ICY-02', fieldsAboveEmptyLine),
      'ICY2-PRIN-3': metadataInHead,
      'ICY2-PRIN-5': noEmptyFields,
      'ICY2-ENC-01': encodedOnce,
      'ICY2-SEC-AUTH-1': basicCredentials,
    },
  },

  minimum: {
    title: 'The four fields that even the smallest source client of ICY-META 2 sends',
    serve: [accepting('strict')],
    until: streaming,
    needs: ['icy2'],
    reference: { icy2: 'minimal' },
    expect: {
      'ICY2-MIN-1': minimum('icy-metadata-version'),
      'ICY2-MIN-2': minimum('icy-station-id'),
      'ICY2-MIN-3': minimum('icy-name'),
      'ICY2-MIN-4': minimum('icy-genre'),
    },
  },
});
