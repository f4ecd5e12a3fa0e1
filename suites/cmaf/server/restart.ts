/** A receiving entity that fails, and comes back. */
import { aliveAfterwards } from '../../../src/scenario/checks/receiver-survival.ts';
import { fragments, header, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';

export const restart = suite('cmaf/restart', {
  'same-publishing-point': {
    title: 'the receiving entity is restarted, and the source goes on at the same publishing point',
    needs: ['restarts'],
    send: [
      ...send([header(), fragments(0, 2)]),
      { do: 'restart' },
      ...send([header(), fragments(2, 2)], { conn: 'afterwards' }),
    ],
    expect: { 'DI-FO-01': aliveAfterwards },
  },
});
