/** How a source client ends its stream. */
import { politeEnd } from '../../../src/scenario/checks/client-end.ts';
import { lastChunk } from '../../../src/scenario/checks/client-framing.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';

export const end = suite('icecast/client/end', {
  'clean-end': {
    title: 'A client that is asked to end its stream, with a server that answers as Icecast 2.4',
    serve: [accepting('ice24')],
    personality: 'ice24',
    until: { stopAfter: 8 * 1024 },
    needs: ['stopsOnSignal'],
    expect: {
      'ICE-REQ-TE': lastChunk,
      // The 200 that came early may still be unread, and then the kernel makes an RST of a polite end.
      'ICE-DATA-02': silent(politeEnd),
    },
  },
});
