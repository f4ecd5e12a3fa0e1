import { find } from '../../media/isobmff/box.ts';
import type { MediaKind } from '../model/header.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { rule } from '../rule.ts';
import { isUnity, matrixText, timeLength, unknownDuration, valuesOf } from './cmaf-hdr-reading.ts';

/** Whether a matrix turns a picture by quarters or mirrors it, wherever that puts it. */
const isOrientation = (matrix: readonly { readonly value: number }[]): boolean => {
  const [a = 0, b = 0, u = 1, c = 0, d = 0, v = 1, , , w = 0] = matrix.map(({ value }) => value / 0x10000);
  const determinant = a * d - b * c;
  return (
    [a, b, c, d].every((value) => value === 0 || Math.abs(value) === 1) &&
    Math.abs(determinant) === 1 &&
    u === 0 &&
    v === 0 &&
    w === 0x4000
  );
};

/** Whether a matrix only moves what it shows. */
const isTranslation = (matrix: readonly { readonly value: number }[]): boolean =>
  isUnity(matrix.map((each, i) => (i === 6 || i === 7 ? { value: 0 } : each)));

const isText = (kind: MediaKind): boolean => kind === 'text' || kind === 'subtitle';

/** Rules about the track header. */
export const cmafHdrTrackRules = {
  'CMAF-HDR-018': rule('trak', {
    says: 'A track has an identifier other than 0.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const tkhd = find(box, 'tkhd');
      const values = valuesOf(tkhd, 'tkhd');
      if (tkhd === undefined || values === undefined || values.track_ID !== 0) return undefined;
      return fieldIs(tkhd, 'tkhd', 'track_ID', 'track_ID is 0', 'at least 1', 'track_ID 0');
    },
  }),
  'CMAF-HDR-019': rule('trak', {
    says: 'The track header tells no duration: 0.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const tkhd = find(box, 'tkhd');
      const values = valuesOf(tkhd, 'tkhd');
      if (tkhd === undefined || values === undefined || values.duration === 0n) return undefined;
      const unknown = values.duration === unknownDuration(values.version);
      return {
        ...fieldIs(
          tkhd,
          'tkhd',
          'duration',
          unknown
            ? 'tkhd tells an unknown duration by all bits set'
            : 'tkhd tells a duration, although no sample is in the header',
          'duration 0',
          `duration ${String(values.duration)}`,
          timeLength(values.version),
        ),
        ...(unknown ? { as: 'warning' as const } : {}),
      };
    },
  }),
  'CMAF-HDR-020': rule('trak', {
    says: 'The track matrix leaves the picture as it is.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-HDR-028'],
    check: ({ box, kind }) => {
      const tkhd = find(box, 'tkhd');
      const values = valuesOf(tkhd, 'tkhd');
      if (tkhd === undefined || values === undefined || isUnity(values.matrix)) return undefined;
      const turned = kind === 'video' && isOrientation(values.matrix);
      const moved = isText(kind) && isTranslation(values.matrix);
      return {
        ...fieldIs(
          tkhd,
          'tkhd',
          'matrix',
          turned
            ? 'the track matrix turns or mirrors the picture'
            : moved
              ? 'the track matrix moves the text region'
              : 'the track matrix is not the unity matrix',
          '1 0 0 0 1 0 0 0 1',
          matrixText(values.matrix),
          36,
        ),
        ...(turned || moved ? { as: 'info' as const } : {}),
      };
    },
  }),
  'CMAF-HDR-021': rule('trak', {
    says: 'A track that shows nothing has no width and no height.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-HDR-028'],
    check: ({ box, kind }) => {
      if (kind !== 'audio' && kind !== 'metadata') return undefined;
      const tkhd = find(box, 'tkhd');
      const values = valuesOf(tkhd, 'tkhd');
      if (tkhd === undefined || values === undefined) return undefined;
      const field = values.width !== 0 ? 'width' : 'height';
      if (values[field] === 0) return undefined;
      return fieldIs(
        tkhd,
        'tkhd',
        field,
        `${kind} with a ${field} in tkhd`,
        `${field} 0`,
        `${field} ${String(values[field] / 0x10000)}`,
      );
    },
  }),
  'CMAF-HDR-022': rule('trak', {
    says: 'A video track has a width and a height.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-HDR-028'],
    check: ({ box, kind }) => {
      if (kind !== 'video') return undefined;
      const tkhd = find(box, 'tkhd');
      const values = valuesOf(tkhd, 'tkhd');
      if (tkhd === undefined || values === undefined) return undefined;
      const field = values.width === 0 ? 'width' : 'height';
      if (values[field] !== 0) return undefined;
      return fieldIs(
        tkhd,
        'tkhd',
        field,
        `video without a ${field} in tkhd`,
        'what is to be shown, in 16.16',
        `${field} 0`,
      );
    },
  }),
  'CMAF-HDR-023': rule('trak', {
    says: 'The track is enabled and part of the movie, and of its preview where it is video.',
    decides: ['DI-MT-01a'],
    check: ({ box, kind }, { settings }) => {
      const tkhd = find(box, 'tkhd');
      const values = valuesOf(tkhd, 'tkhd');
      if (tkhd === undefined || values === undefined) return undefined;
      // The preview is of no use to anybody, and most encoders leave it out: only the letter asks for it.
      const wanted = kind === 'video' && settings.strict ? 7 : 3;
      const { flags } = values;
      if ((flags & wanted) === wanted) return undefined;
      return {
        ...fieldIs(
          tkhd,
          'tkhd',
          'flags',
          (flags & 1) === 0
            ? 'the track is not enabled: players may pass it over'
            : (flags & 2) === 0
              ? 'the track is not marked as part of the movie'
              : 'the video track is not marked as part of the preview',
          `flags ${hexOf(wanted, 6)}`,
          `flags ${hexOf(flags, 6)}`,
          3,
        ),
        ...((flags & 1) === 0 ? {} : { as: 'info' as const }),
      };
    },
  }),
  'CMAF-HDR-024': rule('trak', {
    says: 'The volume of the track is 1.0 for audio, and 0 for everything else.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-HDR-028'],
    check: ({ box, kind }) => {
      const tkhd = find(box, 'tkhd');
      const values = valuesOf(tkhd, 'tkhd');
      if (tkhd === undefined || values === undefined) return undefined;
      const right = kind === 'audio' ? 0x100 : 0;
      if (values.volume === right) return undefined;
      return fieldIs(
        tkhd,
        'tkhd',
        'volume',
        kind === 'audio' ? 'the volume of an audio track is not 1.0' : 'a volume on a track without sound',
        hexOf(right, 4),
        hexOf(values.volume & 0xffff, 4),
        2,
      );
    },
  }),
  'CMAF-HDR-057': rule('switching set', {
    says: 'Where tracks of a switching set tell an alternate group, all of them tell the same.',
    decides: ['DI-SWS-ALTGROUP'],
    check: ({ tracks }) => {
      let first: number | undefined;
      for (const { trak, name } of tracks) {
        const tkhd = find(trak?.box, 'tkhd');
        const group = valuesOf(tkhd, 'tkhd')?.alternate_group;
        if (tkhd === undefined || group === undefined) continue;
        first ??= group;
        if (group === first) continue;
        return {
          says: 'tracks of one switching set are in different alternate groups',
          ...at(tkhd, 'tkhd', 'alternate_group', 2),
          expected: `alternate_group ${String(first)}, as in the first track`,
          actual: `alternate_group ${String(group)} in ${name}`,
          object: name,
        };
      }
      return undefined;
    },
  }),
};
