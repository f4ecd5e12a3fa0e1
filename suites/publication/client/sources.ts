/** Two instances of an ingest source of interface 2: one in place of the other, or beside it. */
import { consistentNames, takesOver } from '../../../src/scenario/checks/publishes-sources.ts';
import { under } from '../../../src/scenario/combine.ts';
import { onObject } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const sources = <const F extends Format>(format: F) =>
  suite(`${format}/client/sources`, {
    takeover: {
      title: 'A source that is killed, and a second instance that takes over',
      receive: [{ when: onObject('media', 4), deed: { do: 'kill-source' } }],
      until: { objects: 4, orQuietFor: 'indefinite' },
      instances: 'takeover',
      needs: ['secondInstance'],
      expect: {
        'DI-EX1-07': takesOver,
        ...(format === 'hls' ? { 'DI-HLS-RES-2a': under('E-DI-53', consistentNames) } : {}),
      },
    },
  });

export const sourcesSideBySide = suite('hls/client/sources-side-by-side', {
  'one-later': {
    title: 'A second source that joins one that is under way, at a publishing point of its own',
    receive: [{ when: onObject('media', 4), deed: { do: 'kill-source' } }],
    until: { objects: 10, orQuietFor: 'indefinite' },
    instances: 'late-joiner',
    needs: ['secondInstance'],
    expect: { 'DI-HLS-RES-2a': under('E-DI-53', consistentNames) },
  },
});
