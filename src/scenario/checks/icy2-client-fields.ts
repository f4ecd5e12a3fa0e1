/** The values of ICY fields: each by the grammar of its field, and the bytes of all of them. */
import { utf8 } from '../../http/message.ts';
import { icyFields } from '../../icy/fields.ts';
import type { IcyField, IcyHeader } from '../../icy/fields.ts';
import { looksLikeMojibake } from '../../icy/mojibake.ts';
import type { ErratumId, Level } from '../../spec/index.ts';
import type { Check } from '../check.ts';
import { broken, met } from '../combine.ts';
import { fieldPlace, ofEach, ofFirst, quoted } from './client-select.ts';
import { icyFieldsIn, notSent, textOf } from './icy2-client-select.ts';

/** What the document leaves open about a field, so that a value that is not right is of less weight. */
const leftOpen: Readonly<Partial<Record<IcyHeader, ErratumId>>> = {
  'icy-station-id': 'E-ICY-12',
  'icy-language': 'E-ICY-09',
  'icy-video-type': 'E-ICY-13',
  'icy-video-platform': 'E-ICY-13',
  'icy-video-resolution': 'E-ICY-13',
  'icy-geo-region': 'E-ICY-10',
};

/** Fields whose unusual values are of no harm to anybody. */
const harmless: readonly IcyHeader[] = ['icy-dj-handle', 'icy-geo-region'];

/** A field, where it is sent: it stands there once, in UTF-8, and reads as the document has it. */
export const wellFormed = (header: IcyHeader): Check =>
  ofFirst((first) => {
    const text = textOf(first, header);
    if (text === undefined) return notSent(header);
    if (typeof text !== 'string') return text;
    const { grammar, good }: IcyField = icyFields[header];
    const reading = grammar(text);
    if (reading.as === 'right') return met(text);
    const erratum = leftOpen[header];
    const atMost: Level = harmless.includes(header) ? 'may' : 'should';
    return {
      ...broken(
        `${header} such as “${good[0]}”`,
        `${header}: ${text === '' ? 'no value' : `“${text}”, ${reading.why}`}`,
        fieldPlace(first, header),
      ),
      ...(erratum === undefined ? {} : { erratum }),
      ...(reading.as === 'unusual' ? { atMost } : {}),
    };
  });

/** All values are UTF-8, and none was encoded twice (E-ICY-01). */
export const encodedOnce: Check = ofEach((exchange) => {
  const fields = icyFieldsIn(exchange).filter(({ value }) => value !== '');
  if (fields.length === 0) return notSent('field of ICY-META');
  const invalid = fields.find(({ value }) => utf8(value) === undefined);
  if (invalid !== undefined) {
    return broken(
      'text in UTF-8',
      `${invalid.name} with the bytes ${quoted(invalid.value)}`,
      fieldPlace(exchange, invalid.name),
    );
  }
  const garbled = fields.find(({ value }) => looksLikeMojibake(utf8(value) ?? ''));
  return garbled === undefined
    ? met()
    : {
        ...broken(
          'text in UTF-8',
          `${garbled.name}: “${utf8(garbled.value) ?? ''}”, text that looks as if it was encoded as UTF-8 twice`,
          fieldPlace(exchange, garbled.name),
        ),
        erratum: 'E-ICY-01',
      };
});
