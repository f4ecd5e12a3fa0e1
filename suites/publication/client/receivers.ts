/** An ingest source of HLS that delivers to two receiving entities. */
import { identicalObjects } from '../../../src/scenario/checks/publishes-receivers.ts';
import { suite } from '../../../src/scenario/scenario.ts';

export const receivers = suite('hls/client/receivers', {
  two: {
    title: 'Two receiving entities at once',
    receive: [],
    until: { objects: 5, orQuietFor: 'indefinite' },
    receivers: 'two',
    needs: ['severalReceivers'],
    expect: { 'DI-HLS-RES-1': identicalObjects },
  },
});
