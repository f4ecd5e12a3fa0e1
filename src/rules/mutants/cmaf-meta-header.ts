import { remove, rename, replace, set } from '../../media/build/edit.ts';
import { rawBox } from '../../media/build/node.ts';
import { schemeList } from '../../media/events/event-boxes.ts';
import { eventTrack, instanceTrack, spliceScheme } from '../examples/metadata.ts';
import { broken, mutant, oneTrack } from './mutant.ts';

const urim = 'moov/trak/mdia/minf/stbl/stsd/urim';
const evte = 'moov/trak/mdia/minf/stbl/stsd/evte';
const later = { settings: { head: true } };

const uri = (what: string, theURI: string) => mutant(what, eventTrack, [set(`${urim}/uri `, { theURI })]);
const list = schemeList([{ scheme_id_uri: spliceScheme }]).subarray(8);

export const metaHeaderMutants = {
  'CMAF-META-001': [
    mutant('the handler data', eventTrack, [set('moov/trak/mdia/hdlr', { handler_type: 'data' })], {
      also: ['CMAF-HDR-028'],
    }),
    mutant('the media header of subtitles', eventTrack, [rename('moov/trak/mdia/minf/nmhd', 'sthd')], {
      also: ['CMAF-HDR-030'],
    }),
  ],
  'CMAF-META-002': [
    mutant('a uri box of another name', eventTrack, [rename(`${urim}/uri `, 'free')]),
    uri('a uri box without a URI', ''),
  ],
  'CMAF-META-003': [
    uri('words instead of a URI', 'mpeg dash event'),
    uri('a URN without a namespace', 'urn:x'),
  ],
  'CMAF-META-004': [
    uri('the URI of SCTE 35', spliceScheme),
    uri('the URI without its urn:', 'mpeg:dash:event:2012'),
  ],
  'CMAF-META-005': [
    broken(
      'events as instances',
      () => oneTrack(eventTrack(), 'track.cmfm'),
      () => oneTrack(instanceTrack(), 'track.cmfm'),
    ),
  ],
  'CMAF-META-006': [
    mutant('no list of schemes', instanceTrack, [remove(`${evte}/silb`)], later),
    mutant(
      'a list that declares a scheme more',
      instanceTrack,
      [
        replace(`${evte}/silb`, () => [
          rawBox(
            'silb',
            list.map((byte, i) => (i === 7 ? 2 : byte)),
          ),
        ]),
      ],
      later,
    ),
  ],
} as const;
