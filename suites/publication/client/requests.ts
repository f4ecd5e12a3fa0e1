/** The requests with which an ingest source publishes a presentation, when nothing goes wrong. */
import { http11 } from '../../../src/scenario/checks/ingest-request.ts';
import { keptConnections } from '../../../src/scenario/checks/publishes-connections.ts';
import { hasManifests } from '../../../src/scenario/checks/publishes-manifests.ts';
import { lowLatencyDash } from '../../../src/scenario/checks/publishes-media.ts';
import {
  framedBodies,
  insidePoint,
  oneObjectEach,
  putsOrPosts,
  uploadedAsMade,
  userAgents,
  usesPoint,
} from '../../../src/scenario/checks/publishes-requests.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { manyObjects, someObjects } from './requests-until.ts';

export const requests = <const F extends Format>(format: F) =>
  suite(`${format}/client/requests`, {
    'first-objects': {
      title: 'A receiving entity that takes everything',
      receive: [],
      until: someObjects,
      expect: {
        'DI-WF-02': hasManifests,
        'DI-GEN-01': http11,
        'DI-GEN-11a': insidePoint,
        'DI-I2-IC-03': usesPoint,
        'DI-I2-HTTP-01a': [putsOrPosts, oneObjectEach],
        'DI-I2-HTTP-03': keptConnections,
        'DI-I2-HTTP-05': framedBodies,
        'DI-I2-UA-01a': userAgents,
        'DI-EX1-05': putsOrPosts,
      },
    },

    'low-latency': {
      title: 'Objects that are uploaded while they are made',
      receive: [],
      until: manyObjects,
      needs: ['lowLatency'],
      reference: { presentation: { lowLatency: true } },
      expect: {
        'DI-I2-HTTP-05': [framedBodies, uploadedAsMade],
        ...(format === 'dash' ? { 'DI-EX2-01': lowLatencyDash } : {}),
      },
    },
  });
