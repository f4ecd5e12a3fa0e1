import { codecString, sameCodec } from '../../media/codec/codec-string.ts';
import { decodeAs } from '../../media/isobmff/box.ts';
import { aacOf } from '../model/codec.ts';
import { matchGrids } from '../model/grid-match.ts';
import { inTrak, isVisual, type Trak } from '../model/header.ts';
import { atLine } from '../model/manifest-lines.ts';
import { isNewest, representationsOf, type PublishedRepresentation } from '../model/published.ts';
import type { StoredManifest } from '../model/publication.ts';
import type { Track } from '../model/track.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import type { if2Facts } from '../facts/if2.ts';

const types: Readonly<Record<string, string>> = {
  vide: 'video/mp4',
  soun: 'audio/mp4',
  text: 'application/mp4',
  subt: 'application/mp4',
  meta: 'application/mp4',
};

const contentTypes: Readonly<Record<string, readonly string[]>> = {
  vide: ['video'],
  soun: ['audio'],
  text: ['text', 'application'],
  subt: ['text', 'application', 'image'],
};

/** Width and height that the header tells: of the track, and of the pictures. */
const sizesOf = (trak: Trak): readonly (readonly [number, number])[] => {
  const tkhd = inTrak(trak, 'tkhd');
  const shown = tkhd === undefined ? undefined : decodeAs(tkhd, 'tkhd').value;
  const [entry] = trak.entries;
  const coded = entry !== undefined && isVisual(entry) ? decodeAs(entry, 'avc1').value : undefined;
  return [
    ...(shown === undefined ? [] : [[shown.width / 0x10000, shown.height / 0x10000] as const]),
    ...(coded === undefined ? [] : [[coded.width, coded.height] as const]),
  ];
};

const ratesOf = (trak: Trak): readonly number[] => {
  const [entry] = trak.entries;
  const config = aacOf(trak)?.config;
  const told = entry === undefined ? 0 : decodeAs(entry, 'mp4a').value.samplerate >>> 16;
  return [
    told,
    trak.timescale,
    ...(config === undefined ? [] : [config.samplingFrequency, config.extensionSamplingFrequency ?? 0]),
  ];
};

/** What an MPD says of a Representation and its header says otherwise. */
const contradictions = (
  manifest: StoredManifest,
  { representation, set, track }: PublishedRepresentation,
): readonly Broken[] => {
  const trak = track?.trak;
  if (trak === undefined || trak.header.traks.length > 1) return [];
  const place = atLine(manifest, representation.line);
  const faults: Broken[] = [];
  const differs = (name: string, expected: string, actual: string): void => {
    faults.push({ says: `@${name} is not what the CMAF header says`, ...place, expected, actual });
  };
  const { mimeType, codecs, width, height, audioSamplingRate } = representation;
  const type = types[trak.handler];
  if (mimeType !== undefined && type !== undefined && mimeType.toLowerCase() !== type)
    differs('mimeType', type, mimeType);
  const content = contentTypes[trak.handler];
  if (set.contentType !== undefined && content !== undefined && !content.includes(set.contentType))
    differs('contentType', content.join(' or '), set.contentType);
  const [entry] = trak.entries;
  const codec = entry === undefined ? undefined : codecString(entry);
  if (
    codec !== undefined &&
    codecs !== undefined &&
    !codecs.split(',').some((each) => sameCodec(each, codec))
  )
    differs('codecs', codec, codecs);
  if (trak.kind === 'video') {
    const sizes = sizesOf(trak);
    const fits = sizes.some(([w, h]) => (width ?? w) === w && (height ?? h) === h);
    if (sizes.length > 0 && !fits)
      differs(
        'width or @height',
        sizes.map((size) => size.join('x')).join(' or '),
        [width, height].join('x'),
      );
  }
  if (trak.kind === 'audio' && audioSamplingRate !== undefined) {
    const rates = ratesOf(trak).filter((rate) => rate > 0);
    const told = audioSamplingRate.trim().split(/\s+/).map(Number);
    if (rates.length > 0 && !told.some((rate) => rates.includes(rate)))
      differs('audioSamplingRate', String(rates[0]), audioSamplingRate);
  }
  return faults;
};

/** In what a track differs from another of its AdaptationSet. */
const unlike = (a: Track, b: Track): Pick<Broken, 'says' | 'expected' | 'actual'> | undefined => {
  const [first, other] = [a.trak, b.trak];
  if (first === undefined || other === undefined) return undefined;
  const compare: readonly (readonly [string, string | number, string | number])[] = [
    ['handler', first.handler, other.handler],
    ['coding', first.original, other.original],
    ['timescale', first.timescale, other.timescale],
  ];
  for (const [name, expected, actual] of compare) {
    if (expected !== actual)
      return {
        says: `tracks of one AdaptationSet differ in their ${name}`,
        expected: String(expected),
        actual: String(actual),
      };
  }
  const { onlyA, onlyB } = matchGrids(a.grid, b.grid);
  const [missing, surplus] = [onlyA[0], onlyB[0]];
  if (missing === undefined && surplus === undefined) return undefined;
  return {
    says: 'fragments of one AdaptationSet do not begin at the same times',
    expected: missing === undefined ? 'none' : `a fragment at ${String(a.grid.time(missing))}`,
    actual: surplus === undefined ? 'none' : `a fragment at ${String(b.grid.time(surplus))}`,
  };
};

const setFaults = (manifest: StoredManifest): readonly Broken[] => {
  const members = new Map<object, PublishedRepresentation[]>();
  for (const each of representationsOf(manifest)) {
    if (each.track === undefined || each.set.segmentAlignment === 'false') continue;
    const known = members.get(each.set);
    if (known === undefined) members.set(each.set, [each]);
    else if (known.every(({ track }) => track !== each.track)) known.push(each);
  }
  return [...members.values()].flatMap(([first, ...others]) =>
    others.flatMap(({ track, representation }) => {
      const fault = first?.track && track && unlike(first.track, track);
      return fault === undefined ? [] : [{ ...fault, ...atLine(manifest, representation.line) }];
    }),
  );
};

export const if2MpdHeaderRules = {
  'IF2-DSH-005': rule('manifest', {
    says: 'What an MPD says of type, coding, size and sampling rate is what the CMAF header says.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) => representationsOf(manifest).flatMap((each) => contradictions(manifest, each)),
  }),
  'IF2-DSH-006': rule('publication', {
    says: 'The Representations of an AdaptationSet are tracks among which a client can switch.',
    check: ({ manifests }) =>
      manifests
        .filter(isNewest)
        .flatMap((manifest) => setFaults(manifest).map((fault) => ({ object: manifest.path, ...fault }))),
  }),
} satisfies Partial<Record<keyof typeof if2Facts, Rule>>;
