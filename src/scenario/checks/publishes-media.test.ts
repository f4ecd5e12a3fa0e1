import { expect, test } from 'vitest';
import { fragment } from './ingest-example.ts';
import { alignedRenditions, cuesAsMetadata, publicationMeets, rolesInKind } from './publishes-media.ts';
import {
  dash,
  folder,
  hls,
  mpdOf,
  mpdPath,
  opened,
  playlist,
  playlistPath,
  put,
  putHeader,
  putSegment,
  seen,
} from './publishes-requests-example.ts';

const long = [1, 2, 3, 4, 5];

test.for(['DI-I2-00c', 'DI-I2-IC-01a', 'DI-I2-FMT-CMAF', 'DI-I2-FMT-M3U8'] as const)(
  '%s is met by a session of HLS as it should be',
  (clause) => {
    expect(publicationMeets(clause)(seen(hls(long)))).toMatchObject({ outcome: 'met' });
  },
);

test.for(['DI-I2-00c', 'DI-I2-FMT-CMAF', 'DI-I2-FMT-MPD'] as const)(
  '%s is met by a session of DASH as it should be',
  (clause) => {
    expect(publicationMeets(clause)(seen(dash(long)))).toMatchObject({ outcome: 'met' });
  },
);

test('what did not come is not judged', () => {
  expect(publicationMeets('DI-I2-FMT-TS')(seen(hls()))).toMatchObject({ outcome: 'skipped' });
  expect(publicationMeets('DI-I2-FMT-ISOBMFF')(seen(hls()))).toMatchObject({ outcome: 'skipped' });
  expect(publicationMeets('DI-I2-IC-01a')(seen([opened()]))).toMatchObject({ outcome: 'unclear' });
});

test('a manifest that is none is told, with its line', () => {
  const mpd = seen([
    opened(),
    ...putHeader(),
    ...putSegment(1),
    ...put(mpdPath, mpdOf(1, 1).replace('</MPD>', '')),
  ]);
  expect(publicationMeets('DI-I2-FMT-MPD')(mpd)).toMatchObject({ outcome: 'broken' });
  const text = playlist([1]).replace(/#EXT-X-TARGETDURATION.*\n/, '');
  const bare = seen([opened(), ...putHeader(), ...putSegment(1), ...put(playlistPath, text)]);
  const outcome = publicationMeets('DI-I2-IC-01a')(bare);
  expect(outcome).toMatchObject({ outcome: 'broken' });
  expect(outcome.outcome === 'broken' && outcome.evidence?.length).toBeGreaterThan(0);
});

test('media of another kind than the extension says is told', () => {
  const moves = [
    opened(),
    ...putHeader(),
    ...put(`${folder}/video/video-1.cmfa`, fragment(1)),
    ...put(mpdPath, mpdOf(1, 1).replaceAll('.cmfv', '.cmfa')),
  ];
  expect(publicationMeets('DI-I2-FMT-CMAF')(seen(moves))).toMatchObject({ outcome: 'broken' });
});

test('renditions, roles and cues', () => {
  const session = seen(dash(long));
  expect(rolesInKind(session)).toMatchObject({ outcome: 'met' });
  expect(alignedRenditions(session)).toMatchObject({ outcome: 'unclear' });
  expect(cuesAsMetadata(session)).toMatchObject({ outcome: 'unclear' });
});
