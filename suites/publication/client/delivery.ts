/** A presentation that clients fetch from somewhere else than the ingest source uploads it to. */
import { deliveryUrls } from '../../../src/scenario/checks/publishes-manifests-references.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { fewObjects } from './requests-until.ts';

export const delivery = <const F extends Format>(format: F) =>
  suite(`${format}/client/delivery`, {
    'path-given': {
      title: 'A URL under which clients will fetch the objects',
      receive: [],
      until: fewObjects,
      needs: ['deliveryPath'],
      delivery: true,
      expect: { 'DI-I2-IC-04b': deliveryUrls },
    },
  });
