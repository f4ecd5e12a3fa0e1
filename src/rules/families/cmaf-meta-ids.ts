import { noteEvent } from '../model/event.ts';
import { spliceScheme } from './cmaf-meta-event.ts';
import { overEvents } from './cmaf-meta-over-events.ts';

/** Events that are remembered, to tell an id that is used again. */
const mostRemembered = 10_000;

const printOf = (bytes: Uint8Array): number => {
  let print = 0x811c9dc5;
  for (const byte of bytes) print = Math.imul(print ^ byte, 0x01000193);
  return print >>> 0;
};

/** Tells ids that are used for another event, and puts every new event down on the track. */
export const usedAgain = () => {
  const before = new Map<string, string>();
  return overEvents((event, track) => {
    const { scheme_id_uri, value, id, message_data, begins, lasts } = event;
    const name = `${scheme_id_uri.slice(0, 512)}\n${value.slice(0, 512)}\n${String(id)}`;
    const time = begins === undefined ? '' : `${String(begins.numerator)}/${String(begins.denominator)}`;
    const content = `${String(printOf(message_data))} ${String(message_data.length)}`;
    const known = before.get(name);
    if (known === undefined) {
      if (before.size >= mostRemembered) return undefined;
      before.set(name, `${content} ${time}`);
      noteEvent(track, {
        scheme_id_uri,
        value,
        id,
        ...(begins === undefined ? {} : { time: begins }),
        ...(lasts === undefined ? {} : { duration: lasts }),
        splice: scheme_id_uri === spliceScheme,
        inBand: false,
      });
      return undefined;
    }
    if (known === `${content} ${time}`) return undefined;
    return {
      says: known.startsWith(`${content} `)
        ? 'an id is used again for an event at another time'
        : 'an id is used again for another event',
      expected: 'an id of its own for every event of a scheme',
      actual: `id ${String(id)} of ${scheme_id_uri.slice(0, 80)}`,
    };
  });
};
