import { mpd, type AdaptationSetPlan, type MpdPlan } from '../../manifest/mpd-writer.ts';
import { media, objects, presentation, publication, publicationOf, stored } from '../examples/publication.ts';
import type { Input } from '../input.ts';
import { broken, type Mutant } from './mutant.ts';

const withMpd = (text: string) => (): Input =>
  publicationOf(objects().map((each) => (each.name === 'main.mpd' ? stored('main.mpd', text) : each)));

/** The MPD of the publication says something else. */
const says = (what: string, text: string): Mutant => broken(what, publication, withMpd(text));

const text = mpd(presentation);
const [pictures, sound] = presentation.adaptationSets;

/** The set of video with another template. */
const template = (
  attributes: Readonly<Record<string, string | number>>,
  timeline?: NonNullable<AdaptationSetPlan['template']>['timeline'],
): MpdPlan => ({
  adaptationSets:
    pictures?.template === undefined
      ? []
      : [
          {
            ...pictures,
            template: {
              attributes: { ...pictures.template.attributes, ...attributes },
              ...(timeline === undefined ? {} : { timeline }),
            },
          },
        ],
});

const timeline = [{ t: 0, d: 25_600, r: 2 }];

/** An MPD alone, so that nothing is known of media. */
const alone = (plan: MpdPlan) => (): Input => publicationOf([stored('main.mpd', mpd(plan))]);

/** Rules of later editions, of an MPD of video alone. */
const inLater = (what: string, plan: MpdPlan): Mutant =>
  broken(what, alone(template({}, timeline)), alone(plan), { settings: { head: true } });

/** Further versions of the MPD. */
const again =
  (...versions: readonly MpdPlan['attributes'][]) =>
  (): Input =>
    publicationOf([
      ...objects(),
      ...versions.map((attributes) =>
        stored('main.mpd', mpd({ ...presentation, ...(attributes && { attributes }) })),
      ),
    ]);

/** One set of a video track and of one of sound, or a set of each. */
const mixed = (together: boolean) => (): Input => {
  const each = [pictures, sound].flatMap(
    (set) =>
      set?.representations.slice(0, 1).map(({ attributes }) => ({
        attributes: { ...attributes, mimeType: set.attributes?.['mimeType'] },
        ...(set.template === undefined ? {} : { template: set.template }),
      })) ?? [],
  );
  const adaptationSets = together
    ? [{ representations: each }]
    : each.map((one) => ({ representations: [one] }));
  return publicationOf([...media.high(), ...media.sound(), stored('main.mpd', mpd({ adaptationSets }))]);
};

export const if2DashMutants = {
  'IF2-DSH-001': [
    says('not well-formed', text.slice(0, -8)),
    says('no start', mpd({ ...presentation, attributes: { availabilityStartTime: undefined } })),
    says('no time of publication', mpd({ ...presentation, attributes: { publishTime: undefined } })),
    says('no buffer time', mpd({ ...presentation, attributes: { minBufferTime: undefined } })),
    says('a period without a start', mpd({ ...presentation, period: { start: undefined } })),
    says('another namespace', mpd({ ...presentation, attributes: { xmlns: 'urn:example' } })),
    says('a template that cannot be filled', text.replaceAll('$Number$.cmfv', '$Numbr$.cmfv')),
  ],
  'IF2-DSH-002': [
    broken(
      'publication goes back',
      again({ publishTime: '2024-01-01T00:00:02Z' }),
      again({ publishTime: '2023-12-31T23:59:59Z' }),
    ),
    broken(
      'a change that was not published',
      again({ publishTime: '2024-01-01T01:00:01+01:00', minBufferTime: 'PT3S' }),
      again(
        { publishTime: '2024-01-01T00:00:00Z', minBufferTime: 'PT3S' },
        { publishTime: '2024-01-01T00:00:00Z', minBufferTime: 'PT4S' },
      ),
    ),
  ],
  'IF2-DSH-003': [
    says('names one number too high', mpd(template({ startNumber: 2 }, timeline))),
    says('another header', mpd(template({ initialization: '$RepresentationID$/other.init' }, timeline))),
    says('another extension', mpd(template({ media: '$RepresentationID$/$Number$.m4s' }, timeline))),
    says('a segment that is not there', mpd(template({}, [{ t: 0, d: 25_600, r: 4 }]))),
    broken(
      'numbers of equal durations, one too high',
      withMpd(mpd(template({ duration: 25_600 }))),
      withMpd(mpd(template({ duration: 25_600, startNumber: 2 }))),
    ),
  ],
  'IF2-DSH-004': [
    says('a duration of one tick more', mpd(template({}, [{ t: 0, d: 25_601, r: 2 }]))),
    says('a time of one tick more', mpd(template({}, [{ t: 1, d: 25_600, r: 2 }]))),
  ],
  'IF2-DSH-005': [
    says('another profile and level', text.replace('avc1.4D000D', 'avc1.640028')),
    says('video as sound', text.replace('mimeType="video/mp4"', 'mimeType="audio/mp4"')),
    says('content of another type', text.replace('contentType="video"', 'contentType="audio"')),
    says('another width', text.replace('width="320"', 'width="640"')),
    says('another sampling rate', text.replace('audioSamplingRate="48000"', 'audioSamplingRate="44100"')),
  ],
  'IF2-DSH-006': [broken('video and sound in one set', mixed(false), mixed(true))],
  'IF2-DSH-007': [
    broken(
      'segments in .ts',
      alone(presentation),
      alone(template({ media: '$RepresentationID$/$Number$.ts' }, timeline)),
    ),
  ],
  'IF2-DSH-008': [
    inLater('a BaseURL', { ...template({}, timeline), baseUrl: 'media/' }),
    inLater('another start', {
      ...template({}, timeline),
      attributes: { availabilityStartTime: '2024-01-01T00:00:00Z' },
    }),
    inLater('no identifier of the Representation', template({ media: '$Number$.cmfv' }, timeline)),
    inLater('two templates', {
      adaptationSets: [...template({}, timeline).adaptationSets, ...(sound === undefined ? [] : [sound])],
    }),
    broken(
      'two periods',
      alone(template({}, timeline)),
      () =>
        publicationOf([
          stored('main.mpd', mpd(template({}, timeline)).replace(/(\s*<Period[^]*<\/Period>)/, '$1$1')),
        ]),
      { settings: { head: true } },
    ),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]]>;
