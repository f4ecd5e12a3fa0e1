import { instantOf } from '../../manifest/instant.ts';
import { isBroken } from '../../manifest/reading.ts';
import { expandTemplate } from '../../manifest/template.ts';
import type { Mpd, Representation } from '../../manifest/mpd-model.ts';
import { atLine } from '../model/manifest-lines.ts';
import type { StoredManifest } from '../model/publication.ts';
import { rule, type Broken, type Outcome, type Rule } from '../rule.ts';
import type { if2Facts } from '../facts/if2.ts';
import { faultOf } from './if2-playlist.ts';

/** Faults that one rule tells of one version of a manifest. */
const mostFaults = 20;

/** The Representations of all periods. */
const allRepresentations = (mpd: Mpd): readonly Representation[] =>
  mpd.Periods.flatMap(({ AdaptationSets }) =>
    AdaptationSets.flatMap(({ Representations }) => Representations),
  );

/** What a dynamic MPD needs besides what every MPD needs (ISO/IEC 23009-1, 5.3.1.2 and 5.3.2.2). */
const dynamicFaults = (manifest: StoredManifest, mpd: Mpd): readonly Broken[] => {
  if (mpd.type !== 'dynamic') return [];
  const needed = [
    ['availabilityStartTime', mpd.availabilityStartTime],
    ['publishTime', mpd.publishTime],
  ] as const;
  const [period] = mpd.Periods;
  return [
    ...needed.flatMap(([name, value]) =>
      value === undefined
        ? [{ says: `a dynamic MPD has no @${name}`, ...atLine(manifest, 1), expected: `@${name}` }]
        : [],
    ),
    ...(period !== undefined && period.start === undefined
      ? [
          {
            says: 'the first Period of a dynamic MPD has no @start',
            ...atLine(manifest, period.line),
            expected: '@start',
          },
        ]
      : []),
  ];
};

/** Templates that cannot be filled (5.3.9.4.4), once each. */
const templateFaults = (manifest: StoredManifest, mpd: Mpd): readonly Broken[] => {
  const seen = new Set<string>();
  return allRepresentations(mpd).flatMap((representation) => {
    const T = representation.addressing.SegmentTemplate;
    const values = { RepresentationID: representation.id, Bandwidth: representation.bandwidth ?? 0n };
    const filled = [
      { text: T?.media, values: { ...values, Number: 0n, Time: 0n } },
      { text: T?.initialization, values },
    ];
    return filled.flatMap(({ text, values: known }) => {
      if (T === undefined || text === undefined || seen.has(text)) return [];
      seen.add(text);
      const reading = expandTemplate(text, known);
      return isBroken(reading) ? [faultOf(manifest, { line: T.line, says: reading.broken })] : [];
    });
  });
};

const extensionTs = /\.ts(?:$|[?#])/i;

/** References that name transport streams, by line. */
const transportStreams = (mpd: Mpd): readonly { readonly line: number; readonly name: string }[] =>
  allRepresentations(mpd).flatMap(({ line, BaseURLs, mimeType, addressing }) => {
    const { SegmentTemplate: T, SegmentList: L } = addressing;
    const names = [
      { line: T?.line ?? line, name: T?.media },
      { line: T?.line ?? line, name: T?.initialization },
      ...(L?.SegmentURLs ?? []).map((url) => ({ line: url.line, name: url.media })),
      ...BaseURLs.map((url) => ({ line: url.line, name: url.uri })),
    ].flatMap((each) =>
      each.name !== undefined && extensionTs.test(each.name) ? [{ line: each.line, name: each.name }] : [],
    );
    return names.length === 0 && mimeType?.toLowerCase() === 'video/mp2t'
      ? [{ line, name: mimeType }]
      : names;
  });

const epoch = 0;

/** What later editions ask of the MPD that describes tracks of interface 1. */
const laterFaults = (manifest: StoredManifest, mpd: Mpd): readonly Broken[] => {
  const place = (line: number): Pick<Broken, 'box' | 'offset' | 'length'> => atLine(manifest, line);
  const representations = allRepresentations(mpd);
  const sets = mpd.Periods.flatMap(({ AdaptationSets }) => AdaptationSets);
  const [base] = [mpd, ...mpd.Periods, ...sets, ...representations].flatMap(({ BaseURLs }) => BaseURLs);
  const faults: (Broken | undefined)[] = [
    mpd.Periods.length > 1
      ? {
          says: 'more than one Period',
          ...place(mpd.Periods[1]?.line ?? 1),
          expected: 'one',
          actual: String(mpd.Periods.length),
        }
      : undefined,
    base && { says: 'a BaseURL', ...place(base.line), expected: 'none', actual: base.uri.slice(0, 200) },
    mpd.availabilityStartTime !== undefined && instantOf(mpd.availabilityStartTime) !== epoch
      ? {
          says: '@availabilityStartTime is not the beginning of 1970',
          ...place(1),
          expected: '1970-01-01T00:00:00Z',
          actual: mpd.availabilityStartTime,
        }
      : undefined,
  ];
  const [first] = representations;
  const wanted = first?.addressing.SegmentTemplate;
  for (const { line, addressing } of representations) {
    const T = addressing.SegmentTemplate;
    const media = T?.media ?? '';
    const counts = [/\$Number(?:%0\d+d)?\$/, /\$Time(?:%0\d+d)?\$/].filter((each) => each.test(media)).length;
    if (!media.includes('$RepresentationID$') || counts !== 1) {
      faults.push({
        says: 'segments are not named by $RepresentationID$ and one of $Number$ and $Time$',
        ...place(T?.line ?? line),
        expected: 'SegmentTemplate@media with both',
        actual: media === '' ? 'no template for media' : media.slice(0, 200),
      });
      break;
    }
    if (T?.media === wanted?.media && T?.initialization === wanted?.initialization) continue;
    faults.push({
      says: 'Representations have different templates',
      ...place(T?.line ?? line),
      expected: `${wanted?.media ?? ''} ${wanted?.initialization ?? ''}`,
      actual: `${media} ${T?.initialization ?? ''}`,
    });
    break;
  }
  return faults.filter((fault) => fault !== undefined);
};

/** Two versions may well be of the same second, or the same millisecond where that is written; three hardly. */
const mayBeOfOneInstant = ({ before, mpd }: StoredManifest): boolean =>
  before?.before?.mpd?.publishTime !== mpd?.publishTime;

const publishTimes = (manifest: StoredManifest): Outcome => {
  const { before, mpd, object } = manifest;
  const [then, now] = [before?.mpd?.publishTime, mpd?.publishTime];
  if (before === undefined || then === undefined || now === undefined) return undefined;
  const [a, b] = [instantOf(then), instantOf(now)];
  if (a === undefined || b === undefined || b > a) return undefined;
  const same = before.object.print === object.print && before.object.size === object.size;
  if (b === a && (same || mayBeOfOneInstant(manifest))) return undefined;
  return {
    says: b < a ? '@publishTime goes back' : 'the MPD has changed and its @publishTime has not',
    ...atLine(manifest, 1),
    expected: `later than ${then}`,
    actual: now,
  };
};

export const if2MpdRules = {
  'IF2-DSH-001': rule('manifest', {
    says: 'An MPD is well-formed, in its namespace, and has the attributes that its type needs.',
    decides: ['DI-I2-FMT-MPD', 'DI-I2-IC-01a'],
    check: (manifest) => {
      const { mpd, fault, object } = manifest;
      if (object.content !== 'mpd' && object.size > 0) return undefined;
      if (fault !== undefined) {
        return faultOf(manifest, { line: fault.line ?? 1, says: `${fault.says.replace(/\.$/, '')}.` });
      }
      if (mpd === undefined) return undefined;
      return [
        ...mpd.faults.slice(0, mostFaults).map((each) => faultOf(manifest, each)),
        ...dynamicFaults(manifest, mpd),
        ...templateFaults(manifest, mpd).slice(0, mostFaults),
      ];
    },
  }),
  'IF2-DSH-002': rule('manifest', {
    says: '@publishTime rises with every change of an MPD.',
    decides: ['DI-I2-IC-01a'],
    unless: ['IF2-NAM-004'],
    check: publishTimes,
  }),
  'IF2-DSH-007': rule('manifest', {
    says: 'An MPD names no transport streams.',
    decides: ['DI-I2-FMT-TS'],
    check: (manifest) => {
      const [first] = manifest.mpd === undefined ? [] : transportStreams(manifest.mpd);
      return (
        first && {
          says: 'an MPD names transport streams',
          ...atLine(manifest, first.line),
          expected: 'an extension of ISO base media files',
          actual: first.name.slice(0, 200),
        }
      );
    },
  }),
  'IF2-DSH-008': rule('manifest', {
    says: 'An MPD of later editions has one period, one template for all, no BaseURL, and starts in 1970.',
    check: (manifest) => (manifest.mpd === undefined ? undefined : laterFaults(manifest, manifest.mpd)),
  }),
} satisfies Partial<Record<keyof typeof if2Facts, Rule>>;
