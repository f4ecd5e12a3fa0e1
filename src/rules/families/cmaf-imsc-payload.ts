import type { TtmlDocument } from '../../media/text/ttml-document.ts';
import { rule, type Broken, type Outcome, type Subjects } from '../rule.ts';
import type { Track } from '../model/track.ts';
import { documentTimes } from './cmaf-imsc-times.ts';
import { languageDiffers } from './cmaf-imsc-language.ts';
import { isReadableTtml, isTtml, textProfile } from './cmaf-imsc-profile.ts';
import { isPng, ttmlSamples, type TtmlSample, type TtmlSamples } from './cmaf-imsc-samples.ts';
import { emptySample, gapBefore } from './cmaf-imsc-timeline.ts';

const ttmlNamespace = 'http://www.w3.org/ns/ttml';

/** What a check says of the samples of a chunk, each kind of fault once. */
const each = (
  samples: TtmlSamples,
  check: (sample: TtmlSample) => Broken | undefined,
): readonly Broken[] | undefined => {
  const told = new Map<string, Broken>();
  for (const one of samples.list) {
    const broken = check(one);
    if (broken === undefined || told.has(broken.says)) continue;
    const { offset, bytes } = one.sample;
    told.set(broken.says, { offset, length: bytes.length, ...broken });
  }
  return told.size === 0 ? undefined : [...told.values()];
};

/** The same for samples whose document could be read. */
const eachDocument =
  (check: (document: TtmlDocument, sample: TtmlSample, track: Track) => Broken | undefined) =>
  (subject: Subjects['samples'], track: Track): Outcome =>
    each(ttmlSamples(subject, track), (one) =>
      'broken' in one.document ? undefined : check(one.document.value, one, track),
    );

const wellFormed = ({ sample, document }: TtmlSample): Broken | undefined => {
  const expected = 'a TTML document in UTF-8 and nothing else';
  if ('broken' in document) {
    // What is beyond our limits is not read, and nobody can say that it is wrong.
    const refused = /not read|longer than/.test(document.broken);
    return {
      says: refused ? 'a document is too large or too strange to be read' : 'a sample is no TTML document',
      offset: sample.offset + (document.at ?? 0),
      expected,
      actual: document.broken,
      ...(refused ? { as: 'warning' as const } : {}),
    };
  }
  const { root, encoding } = document.value;
  if (encoding !== 'utf-8') {
    return { says: 'a document is not in UTF-8', expected: 'UTF-8', actual: encoding.toUpperCase() };
  }
  if (root.localName === 'tt' && root.namespace === ttmlNamespace) return undefined;
  const draft = /ttaf1/.test(root.namespace ?? '');
  return {
    says: draft
      ? 'a document has a namespace of a draft of TTML, from before it was a standard'
      : 'the root of a document is not the tt of TTML',
    expected: `tt in ${ttmlNamespace}`,
    actual: `${root.localName.slice(0, 40)} in ${(root.namespace ?? 'no namespace').slice(0, 80)}`,
  };
};

const described = (subject: Subjects['samples'], track: Track): Outcome => {
  const samples = ttmlSamples(subject, track);
  const { subsamples } = samples;
  if (subsamples === undefined) {
    const [first] = samples.list.filter(({ references }) => references.length > 0);
    return first === undefined
      ? undefined
      : {
          says: 'samples have images and no subs box tells where they are',
          box: subject.chunk.traf.box,
          expected: 'subs with one entry for each sample that has images',
          actual: 'none',
        };
  }
  const { box, complete } = subsamples;
  if (!complete) {
    return {
      says: 'the entries of subs do not fill it',
      box,
      expected: 'as many as are declared',
      actual: 'others',
    };
  }
  return each(samples, ({ sample, parts, references }) => {
    if (parts === undefined) {
      return references.length === 0
        ? undefined
        : { says: 'subs has no entry for a sample with images', box, expected: 'an entry', actual: 'none' };
    }
    const sum = parts.reduce((total, size) => total + size, 0);
    if (sum !== sample.bytes.length) {
      return {
        says: 'the subsamples do not fill their sample',
        box,
        expected: `${String(sample.bytes.length)} bytes`,
        actual: `${String(sum)} bytes`,
      };
    }
    if (parts.length === 1 + references.length) return undefined;
    return {
      says: 'a sample has not one subsample for its document and one for each image',
      box,
      expected: `${String(1 + references.length)} subsamples`,
      actual: String(parts.length),
      as: 'warning',
    };
  });
};

const resolved = ({ sample, parts, references }: TtmlSample): Broken | undefined => {
  if (parts === undefined) return undefined;
  for (const number of references) {
    if (number < 1 || number >= parts.length) {
      return {
        says: 'a document refers to an image that its sample does not have',
        expected: `an image from 1 to ${String(parts.length - 1)}`,
        actual: String(number),
      };
    }
    const at = parts.slice(0, number).reduce((total, size) => total + size, 0);
    if (!isPng(sample.bytes, at)) {
      return {
        says: 'what a document refers to is no PNG image',
        offset: sample.offset + at,
        length: parts[number] ?? 0,
        expected: 'the signature of PNG',
        actual: 'other bytes',
      };
    }
  }
  return undefined;
};

/** `…/imsc1/text`, `…/imsc1.1/image` and so on (IMSC 1.2, 5.4 and 6.5). */
const imscProfile = /^http:\/\/www\.w3\.org\/ns\/ttml\/profile\/imsc[\d.]+\/(text|image)$/;

const designated = (document: TtmlDocument, _: TtmlSample, track: Track): Broken | undefined => {
  const signalled = textProfile(track.trak)?.kind;
  const names = [...document.contentProfileDesignators, ...(document.profile?.trim().split(/\s+/) ?? [])];
  const kinds = names.flatMap((name) => imscProfile.exec(name)?.[1] ?? []);
  if (signalled === undefined || kinds.length === 0 || kinds.includes(signalled)) return undefined;
  return {
    says: 'a document names another profile of IMSC than the header',
    expected: `the ${signalled} profile`,
    actual: names.join(' ').slice(0, 120),
  };
};

/** What the samples of a TTML track hold, and how they go on (ISO/IEC 14496-30, 5; ISO/IEC 23000-19, 11.3). */
export const imscPayloadRules = {
  'CMAF-IMSC-010': rule('samples', {
    says: 'Every sample of a TTML track is one well-formed TTML document.',
    decides: ['DI-TT-03'],
    applies: isReadableTtml,
    check: (subject, track) => each(ttmlSamples(subject, track), wellFormed),
  }),
  'CMAF-IMSC-011': rule('fragment', {
    says: 'A fragment of a TTML track has one sample.',
    applies: isTtml,
    check: ({ samples, index }) =>
      samples < 2
        ? undefined
        : {
            says: 'a fragment of a TTML track has several samples',
            expected: 'one document for the whole fragment',
            actual: `${String(samples)} samples in fragment ${String(index)}`,
          },
  }),
  'CMAF-IMSC-012': rule('samples', {
    says: 'A subs box tells the document and the images of every sample that has images.',
    decides: ['DI-TT-08c'],
    applies: (track) => isReadableTtml(track) && textProfile(track.trak)?.kind !== 'text',
    check: described,
  }),
  'CMAF-IMSC-013': rule('samples', {
    says: 'The images that a document refers to are in its sample.',
    decides: ['DI-TT-08c'],
    applies: isReadableTtml,
    check: (subject, track) => each(ttmlSamples(subject, track), resolved),
  }),
  'CMAF-IMSC-014': rule('samples', {
    says: 'The times in a document are those of its track, so that something is shown during its sample.',
    applies: isReadableTtml,
    check: eachDocument(documentTimes),
  }),
  'CMAF-IMSC-015': rule('samples', {
    says: 'Documents are in the language that their header tells.',
    applies: isReadableTtml,
    check: eachDocument(languageDiffers),
  }),
  'CMAF-IMSC-016': rule('samples', {
    says: 'A document that names its profile names that of the header.',
    decides: ['DI-TT-08b'],
    applies: isReadableTtml,
    check: eachDocument(designated),
  }),
  'CMAF-IMSC-017': rule('chunk', {
    says: 'A TTML track has samples for its silence too: empty documents, no gaps.',
    unless: ['CMAF-FRAG-014'],
    applies: isTtml,
    check: (chunk, track) =>
      emptySample(chunk, 'a document without paragraphs') ??
      gapBefore(chunk, track, 'silence is told by documents without paragraphs'),
  }),
};
