import { parseId3Tags } from '../../media/events/id3-tag.ts';
import { overSamples } from '../model/whole-samples.ts';
import { rule, type Broken } from '../rule.ts';
import { boxesOf, fields } from './cmaf-meta-boxes.ts';
import { eventsOf, spliceScheme, type SampleEvent } from './cmaf-meta-event.ts';
import { isEvents, isInstances, isMessages } from './cmaf-meta-events.ts';
import { isUri } from './cmaf-meta-header.ts';
import { usedAgain } from './cmaf-meta-ids.ts';
import {
  activeDuring,
  announced,
  durationDiffers,
  timescaleDiffers,
  whenPresented,
} from './cmaf-meta-moments.ts';
import { overEvents } from './cmaf-meta-over-events.ts';

const schemeName = ({ scheme_id_uri }: SampleEvent): Broken | undefined =>
  isUri(scheme_id_uri)
    ? undefined
    : {
        says:
          scheme_id_uri === ''
            ? 'an event does not name its scheme'
            : 'what names the scheme of an event is no URI',
        expected: 'a URI',
        actual: JSON.stringify(scheme_id_uri.slice(0, 80)),
      };

const isId3 = (scheme: string): boolean =>
  scheme === 'https://aomedia.org/emsg/ID3' ||
  scheme === 'www.nielsen.com:id3:v1' ||
  /^https?:\/\/(?:www\.)?id3\.org\//.test(scheme);

const id3 = ({ scheme_id_uri, message_data, dataAt }: SampleEvent): Broken | undefined => {
  if (!isId3(scheme_id_uri)) return undefined;
  const parsed = parseId3Tags(message_data);
  if ('value' in parsed) return undefined;
  return {
    says: 'an event of an ID3 scheme does not carry ID3 tags',
    offset: dataAt + (parsed.at ?? 0),
    length: 0,
    expected: 'ID3v2.3 or ID3v2.4 tags and nothing else',
    actual: parsed.broken,
  };
};

/** What the samples of a track of events hold (ISO/IEC 23009-1, 5.10.3.3; ISO/IEC 23001-18, 6 to 9). */
export const metaPayloadRules = {
  'CMAF-META-010': rule('samples', {
    says: 'A sample of event messages is emsg boxes, or empty.',
    decides: ['DI-TM-11', 'DI-TM-12'],
    applies: isMessages,
    check: (subject, track) => overSamples(subject, track, boxesOf('emsg')),
  }),
  'CMAF-META-012': rule('samples', {
    says: 'A sample of event instances is emib boxes, or one empty event box.',
    applies: isInstances,
    check: (subject, track) =>
      overSamples(subject, track, (sample) =>
        // A sample without bytes is told of with the timeline.
        sample.bytes.length === 0 ? undefined : (boxesOf('emib')(sample) ?? fields(sample)),
      ),
  }),
  'CMAF-META-013': rule('samples', {
    says: 'An event instance is active during its sample.',
    applies: isInstances,
    check: overEvents(activeDuring),
  }),
  'CMAF-META-014': rule('samples', {
    says: 'An event message counts in the timescale of its track.',
    decides: ['DI-TM-05', 'DI-T5-timescale'],
    applies: isMessages,
    check: overEvents(timescaleDiffers),
  }),
  'CMAF-META-015': rule('samples', {
    says: 'An event begins when its sample is presented.',
    decides: ['DI-TM-06b', 'DI-TM-P4', 'DI-TM-P5', 'DI-T5-presentation_time_delta'],
    applies: isMessages,
    check: overEvents(whenPresented),
  }),
  'CMAF-META-017': rule('samples', {
    says: 'A sample lasts as long as its event.',
    decides: ['DI-TM-09', 'DI-T5-event_duration'],
    applies: isMessages,
    check: overEvents((event, track) =>
      eventsOf(event.sample, track).length === 1 ? durationDiffers(event, track) : undefined,
    ),
  }),
  'CMAF-META-018': rule('samples', {
    says: 'An id belongs to one event of its scheme; what is told again is the same.',
    decides: ['DI-TM-P2', 'DI-T5-id'],
    applies: isEvents,
    start: usedAgain,
  }),
  'CMAF-META-019': rule('samples', {
    says: 'An event names its scheme by a URI.',
    decides: ['DI-TM-13', 'DI-TM-P8', 'DI-T4-mpeg', 'DI-T4-dvb', 'DI-T4-scte', 'DI-T4-nielsen'],
    applies: isEvents,
    check: overEvents(schemeName),
  }),
  'CMAF-META-021': rule('samples', {
    says: 'A splice that is announced ahead is announced four seconds ahead.',
    decides: ['DI-TM-06a'],
    applies: (track) => isEvents(track) && track.settings.head,
    check: (subject, track) =>
      overEvents((event) => {
        const { begins, scheme_id_uri, timescale } = event;
        const { chunk } = subject;
        if (scheme_id_uri !== spliceScheme || begins === undefined || !chunk.timed) return undefined;
        return announced(begins, chunk.time, track, timescale);
      })(subject, track),
  }),
  'CMAF-META-023': rule('samples', {
    says: 'An event message in a sample can be read: its version, strings and timescale.',
    decides: ['DI-TM-11', 'DI-T5-presentation_time_delta', 'DI-T5-timescale'],
    applies: isMessages,
    check: (subject, track) => overSamples(subject, track, fields),
  }),
  'CMAF-ID3-001': rule('samples', {
    says: 'An event of an ID3 scheme carries ID3 tags.',
    decides: ['DI-TM-P8', 'DI-T4-nielsen'],
    applies: isEvents,
    check: overEvents(id3),
  }),
};
