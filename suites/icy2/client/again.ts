/** What a source client says when it connects again, and when it is started again. */
import { announcedAgain } from '../../../src/scenario/checks/icy2-client-version.ts';
import { sameStationAgain, sameStationInSessions } from '../../../src/scenario/checks/icy2-client-station.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { streaming } from './until.ts';

const expect = { 'ICY2-BP-1': announcedAgain, 'ICY2-BP-2': sameStationAgain } as const;

export const again = suite('icy2/client/again', {
  'after-a-reset': {
    title: 'A connection that is reset while the client streams',
    serve: [accepting('strict', { then: { reset: 16 * 1024 } }), accepting('strict')],
    until: streaming,
    needs: ['icy2'],
    expect,
  },

  'after-an-end': {
    title: 'A connection that the server closes while the client streams',
    serve: [accepting('strict', { then: { close: 16 * 1024 } }), accepting('strict')],
    until: streaming,
    needs: ['icy2'],
    expect,
  },

  'in-two-sessions': {
    title: 'A client that is asked to end its stream, and is started again',
    serve: [accepting('strict')],
    until: streaming,
    sessions: 'two',
    needs: ['icy2'],
    expect: {
      'ICY2-FIELD-icy-station-id-rec': sameStationInSessions,
      'ICY2-BP-2': sameStationInSessions,
    },
  },
});
