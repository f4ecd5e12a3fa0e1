/** A second instance of an ingest source: in place of one that was killed, or beside it. */
import { inStep, littleLost, sameHeader, samePaths } from '../../../src/scenario/checks/ingest-instances.ts';
import { after } from '../../../src/scenario/ingest/act.ts';
import type { Act } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';

const secondComes: Act = { when: after(6), deed: { do: 'kill-source' } };

export const instances = suite('cmaf/client/instances', {
  takeover: {
    title: 'A source that is killed, and a second instance that takes over',
    receive: [secondComes],
    until: { fragments: 8, orQuietFor: 'indefinite' },
    instances: 'takeover',
    needs: ['secondInstance'],
    expect: {
      'DI-FO-03': samePaths,
      'DI-FO-04': sameHeader,
      'DI-FO-07a': littleLost,
    },
  },

  'late-joiner': {
    title: 'A second instance that joins one that is under way, at a publishing point of its own',
    receive: [secondComes],
    until: { fragments: 24, orQuietFor: 'indefinite' },
    instances: 'late-joiner',
    needs: ['secondInstance'],
    expect: { 'DI-CMAF-GC-07': inStep },
  },
});
