/** The request with which a source client begins. */
import { accepting } from '../../../src/scenario/personality.ts';
import { streamAfterGoAhead } from '../../../src/scenario/checks/client-continue.ts';
import {
  basicCredentials,
  challengeAnswered,
  wellFormedCredentials,
} from '../../../src/scenario/checks/client-credentials.ts';
import { streamAfterFinal } from '../../../src/scenario/checks/client-end.ts';
import {
  contentType,
  contentTypeOfBody,
  expectation,
  iceDescription,
  iceGenre,
  iceName,
  icePublic,
  iceUrl,
  userAgent,
} from '../../../src/scenario/checks/client-fields.ts';
import { chunkedBody, validChunks } from '../../../src/scenario/checks/client-framing.ts';
import {
  crlf,
  http11,
  notSourceMethod,
  oneHost,
  putMethod,
  requestLineForMount,
  utf8Head,
} from '../../../src/scenario/checks/client-request.ts';
import { all, under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';

const body = { bodyBytes: 8 * 1024, orQuietFor: 'indefinite' } as const;

/** Chunks, and chunks that can be read; that nothing frames the body is what the erratum is about. */
const chunks = all(under('E-ICE-04', chunkedBody), validChunks);

export const request = suite('icecast/client/request', {
  'first-request': {
    title: 'The first request to a server that answers as HTTP prescribes',
    serve: [accepting('strict')],
    until: body,
    expect: {
      'ICE-SCOPE-02': notSourceMethod,
      'ICE-PROTO-01': http11,
      'ICE-CONV-02': utf8Head,
      'ICE-CONV-03': crlf,
      'ICE-COM-01': putMethod,
      'ICE-REQ-01': requestLineForMount,
      'ICE-REQ-HOST': oneHost,
      'ICE-REQ-AUTH': basicCredentials,
      'ICE-REQ-UA': userAgent,
      'ICE-REQ-TE': chunks,
      'ICE-REQ-CT': [contentType, contentTypeOfBody],
      'ICE-REQ-PUBLIC': icePublic,
      'ICE-REQ-NAME': iceName,
      'ICE-REQ-DESCRIPTION': iceDescription,
      'ICE-REQ-URL': iceUrl,
      'ICE-REQ-GENRE': iceGenre,
      'ICE-REQ-EXPECT': expectation,
      'ICE-AUTH-05': challengeAnswered,
      'ICE-AUTH-06': wellFormedCredentials,
    },
  },

  'first-request-to-icecast-2.4': {
    title: 'The first request to a server that answers as Icecast 2.4: 100, and at once 200 with HTTP/1.0',
    serve: [accepting('ice24')],
    personality: 'ice24',
    until: body,
    expect: {
      'ICE-COM-01': putMethod,
      'ICE-REQ-AUTH': basicCredentials,
      'ICE-DATA-01': streamAfterGoAhead,
      'ICE-DATA-02': streamAfterFinal,
    },
  },

  'first-request-to-icecast-2.5': {
    title:
      'The first request to a server that answers as Icecast 2.5: a Content-Length on the 100, 200 at the end',
    serve: [accepting('ice25')],
    personality: 'ice25',
    until: body,
    expect: {
      'ICE-COM-01': putMethod,
      'ICE-REQ-AUTH': basicCredentials,
      'ICE-DATA-01': streamAfterGoAhead,
    },
  },
});
