/** How a source client ends its stream. */
import { politeEnd } from '../../../src/scenario/checks/client-end.ts';
import { lastChunk } from '../../../src/scenario/checks/client-framing.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';

export const end = suite('icecast/client/end', {
  'clean-end': {
    title: 'A client that is asked to end its stream, with a server that answers as Icecast 2.5',
    // Of an early 200, which may still be unread, the kernel would make an RST of any end.
    serve: [accepting('ice25', { finalDelay: 'shortContinue' })],
    personality: 'ice25',
    until: { stopAfter: 8 * 1024 },
    needs: ['stopsOnSignal'],
    expect: {
      'ICE-REQ-TE': lastChunk,
      'ICE-DATA-02': politeEnd,
    },
  },
});
