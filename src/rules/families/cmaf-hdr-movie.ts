import { childrenOf, find } from '../../media/isobmff/box.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { isUnity, matrixText, timeLength, unknownDuration, valuesOf } from './cmaf-hdr-reading.ts';

/** Rules about what a CMAF header consists of, and about its movie header. */
export const cmafHdrMovieRules = {
  'CMAF-HDR-001': rule('top', {
    says: 'A CMAF header begins with ftyp.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    check: ({ type, since, moofs, mdats, start }) => {
      const [first] = since;
      if (type !== 'ftyp' || moofs + mdats > 0 || first === undefined || first === 'ftyp') return undefined;
      return {
        says: `a ${first} box stands in front of ftyp`,
        offset: start,
        length: 8,
        expected: 'ftyp as the first box',
        actual: `${since.slice(0, 4).join(', ')}, ftyp`,
      };
    },
  }),
  'CMAF-HDR-002': rule('header', {
    says: 'A CMAF header has one moov.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    check: ({ boxes }) => {
      const [, second] = boxes.filter(({ type }) => type === 'moov');
      if (second === undefined) return undefined;
      return {
        says: 'a second moov in the header',
        box: second,
        expected: '1 moov',
        actual: 'more than one',
      };
    },
  }),
  'CMAF-HDR-003': rule('header', {
    says: 'The first box in moov is mvhd.',
    decides: ['DI-MT-01a'],
    check: ({ moov }) => {
      const mvhd = find(moov, 'mvhd');
      const first = moov?.children[0];
      if (mvhd === undefined || first === undefined || first.type === 'mvhd') return undefined;
      return {
        says: 'mvhd is not the first box in moov',
        box: mvhd,
        expected: 'mvhd first',
        actual: `${first.type} first`,
      };
    },
  }),
  'CMAF-HDR-004': rule('header', {
    says: 'A CMAF header describes one track.',
    decides: ['DI-DEF-header', 'DI-CMAF-GC-03', 'DI-CMAF-GP-13', 'DI-MT-01a'],
    check: ({ traks }) => {
      const [, second] = traks;
      if (second === undefined) return undefined;
      const handlers = traks.slice(0, 8).map(({ handler }) => handler || '?');
      return {
        says:
          new Set(handlers).size > 1
            ? 'several tracks are muxed in one file: send each of them as a CMAF track of its own'
            : 'the header describes several tracks: send each of them as a CMAF track of its own',
        box: second.box,
        expected: '1 trak',
        actual: `${String(traks.length)} trak (${handlers.join(', ')})`,
      };
    },
  }),
  'CMAF-HDR-005': rule('header', {
    says: 'One mvex holds one trex, for the track of the header.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    check: ({ moov, traks }) => {
      const [trak, muxed] = traks;
      if (trak === undefined || muxed !== undefined) return undefined;
      const [trex, more] = childrenOf(find(moov, 'mvex'), 'trex');
      if (more !== undefined) {
        return { says: 'more than one trex for one track', box: more, expected: '1 trex', actual: 'several' };
      }
      const values = valuesOf(trex, 'trex');
      if (trex === undefined || values === undefined || find(trak.box, 'tkhd') === undefined)
        return undefined;
      if (values.track_ID === trak.trackId) return undefined;
      return fieldIs(
        trex,
        'trex',
        'track_ID',
        'trex is for another track than the one in trak',
        `track_ID ${String(trak.trackId)}, as in tkhd`,
        `track_ID ${String(values.track_ID)}`,
      );
    },
  }),
  'CMAF-HDR-006': rule('header', {
    says: 'mehd stands only where the whole duration is known.',
    decides: ['DI-MT-01a'],
    check: ({ moov }, { settings }) => {
      const mehd = find(moov, 'mvex/mehd');
      const values = valuesOf(mehd, 'mehd');
      if (mehd === undefined || values === undefined) return undefined;
      const { fragment_duration, version } = values;
      const place = at(mehd, 'mehd', 'fragment_duration', timeLength(version));
      if (fragment_duration === 0n) {
        return {
          says: 'mehd is there but tells no duration: leave it out',
          ...place,
          expected: 'no mehd, or a fragment_duration above 0',
          actual: 'fragment_duration 0',
        };
      }
      return {
        says: 'mehd tells a whole duration, which a live source does not know',
        ...place,
        expected: 'no mehd in a live ingest',
        actual: `fragment_duration ${String(fragment_duration)}`,
        // A recording has a duration; only of what was sent live do we know that it had none.
        ...(settings.session ? {} : { as: 'info' as const }),
      };
    },
  }),
  'CMAF-HDR-014': rule('header', {
    says: 'The movie header has a timescale.',
    decides: ['DI-MT-01a'],
    check: ({ moov }) => {
      const mvhd = find(moov, 'mvhd');
      const values = valuesOf(mvhd, 'mvhd');
      if (mvhd === undefined || values === undefined || values.timescale > 0) return undefined;
      return fieldIs(
        mvhd,
        'mvhd',
        'timescale',
        'the movie timescale is 0',
        'timescale of at least 1',
        'timescale 0',
      );
    },
  }),
  'CMAF-HDR-015': rule('header', {
    says: 'The movie header has the default rate, volume and matrix.',
    decides: ['DI-MT-01a'],
    check: ({ moov }) => {
      const mvhd = find(moov, 'mvhd');
      const values = valuesOf(mvhd, 'mvhd');
      if (mvhd === undefined || values === undefined) return undefined;
      const found: Broken[] = [];
      if (values.rate !== 0x10000) {
        found.push(
          fieldIs(
            mvhd,
            'mvhd',
            'rate',
            'the movie rate is not 1.0',
            hexOf(0x10000),
            hexOf(values.rate >>> 0),
          ),
        );
      }
      if (values.volume !== 0x100) {
        found.push(
          fieldIs(
            mvhd,
            'mvhd',
            'volume',
            'the movie volume is not 1.0',
            hexOf(0x100, 4),
            hexOf(values.volume & 0xffff, 4),
            2,
          ),
        );
      }
      if (!isUnity(values.matrix)) {
        found.push(
          fieldIs(
            mvhd,
            'mvhd',
            'matrix',
            'the movie matrix is not the unity matrix',
            '1 0 0 0 1 0 0 0 1',
            matrixText(values.matrix),
            36,
          ),
        );
      }
      return found.length === 0 ? undefined : found;
    },
  }),
  'CMAF-HDR-016': rule('header', {
    says: 'The movie header tells no duration: 0, or all bits set for one that is not known.',
    decides: ['DI-MT-01a'],
    check: ({ moov }) => {
      const mvhd = find(moov, 'mvhd');
      const values = valuesOf(mvhd, 'mvhd');
      if (mvhd === undefined || values === undefined) return undefined;
      const { duration, version } = values;
      if (duration === 0n || duration === unknownDuration(version)) return undefined;
      return fieldIs(
        mvhd,
        'mvhd',
        'duration',
        'mvhd tells a duration, although no sample is in the header',
        'duration 0',
        `duration ${String(duration)}`,
        timeLength(version),
      );
    },
  }),
  'CMAF-HDR-017': rule('header', {
    says: 'next_track_ID is greater than every track_ID in use, or all bits set.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-HDR-004'],
    check: ({ moov, traks }) => {
      const mvhd = find(moov, 'mvhd');
      const values = valuesOf(mvhd, 'mvhd');
      if (mvhd === undefined || values === undefined) return undefined;
      const most = traks.reduce((greatest, { trackId }) => Math.max(greatest, trackId), 0);
      if (values.next_track_ID > most) return undefined;
      return fieldIs(
        mvhd,
        'mvhd',
        'next_track_ID',
        'next_track_ID is not greater than the track_ID in use',
        `at least ${String(most + 1)}`,
        `next_track_ID ${String(values.next_track_ID)}`,
      );
    },
  }),
  'CMAF-HDR-051': rule('top', {
    says: 'udta and meta stand in moov or trak, not beside them.',
    decides: ['DI-MT-01a'],
    check: ({ type, start }) => {
      if (type !== 'udta' && type !== 'meta') return undefined;
      return {
        says: `a ${type} box stands at the top level`,
        offset: start,
        length: 8,
        expected: `${type} inside moov or trak`,
        actual: `${type} beside moov`,
      };
    },
  }),
};
