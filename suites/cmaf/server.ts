/** Every scenario of CMAF ingest in which a receiving entity is under test. */
import { coding } from './server/coding.ts';
import { end } from './server/end.ts';
import { fragment } from './server/fragment.ts';
import { framing } from './server/framing.ts';
import { headers } from './server/headers.ts';
import { hostile } from './server/hostile.ts';
import { mediaType } from './server/media-type.ts';
import { probe } from './server/probe.ts';
import { readBacks } from './server/read-back.ts';
import { refusal } from './server/refusal.ts';
import { repeat } from './server/repeat.ts';
import { restart } from './server/restart.ts';
import { tracks } from './server/tracks.ts';
import { transport } from './server/transport.ts';

export const cmafServerScenarios = {
  ...probe,
  ...refusal,
  ...headers,
  ...fragment,
  ...mediaType,
  ...framing,
  ...tracks,
  ...repeat,
  ...end,
  ...coding,
  ...transport,
  ...restart,
  ...hostile,
  ...readBacks,
};
