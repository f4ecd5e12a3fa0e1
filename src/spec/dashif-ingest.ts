/** The sentences of DASH-IF Live Media Ingest, joined from one file for each theme. */

import type { Clause } from './clause.ts';
import { ingestCmafModel } from './dashif-ingest-cmaf-model.ts';
import { ingestCmafProtocol } from './dashif-ingest-cmaf-protocol.ts';
import { ingestConnections } from './dashif-ingest-connections.ts';
import { ingestDash } from './dashif-ingest-dash.ts';
import { ingestEventMessages } from './dashif-ingest-event-messages.ts';
import { ingestExamples } from './dashif-ingest-examples.ts';
import { ingestFailover } from './dashif-ingest-failover.ts';
import { ingestFailures } from './dashif-ingest-failures.ts';
import { ingestHls } from './dashif-ingest-hls.ts';
import { ingestInterface2 } from './dashif-ingest-interface2.ts';
import { ingestMediaTracks } from './dashif-ingest-media-tracks.ts';
import { ingestMetadataTracks } from './dashif-ingest-metadata-tracks.ts';
import { ingestMimeTypes } from './dashif-ingest-mime-types.ts';
import { ingestNaming } from './dashif-ingest-naming.ts';
import { ingestOverview } from './dashif-ingest-overview.ts';
import { ingestResponses } from './dashif-ingest-responses.ts';
import { ingestSwitchingSets } from './dashif-ingest-switching-sets.ts';
import { ingestTimedText } from './dashif-ingest-timed-text.ts';

export const dashifIngest = {
  ...ingestOverview,
  ...ingestConnections,
  ...ingestResponses,
  ...ingestCmafModel,
  ...ingestCmafProtocol,
  ...ingestMediaTracks,
  ...ingestSwitchingSets,
  ...ingestTimedText,
  ...ingestEventMessages,
  ...ingestMetadataTracks,
  ...ingestFailover,
  ...ingestInterface2,
  ...ingestNaming,
  ...ingestMimeTypes,
  ...ingestFailures,
  ...ingestHls,
  ...ingestDash,
  ...ingestExamples,
} as const satisfies Record<string, Clause>;
