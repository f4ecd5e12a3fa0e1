import { find, type Box } from '../../media/isobmff/box.ts';
import type { Trak } from '../model/header.ts';
import { at } from '../point.ts';
import type { Broken } from '../rule.ts';

const mediaHeaders = ['vmhd', 'smhd', 'sthd', 'nmhd', 'hmhd'];

/** The media header of a track, whatever its type; undefined where there is none, of which other rules tell. */
export const mediaHeaderOf = (trak: Trak): Box | undefined =>
  find(trak.box, 'mdia/minf')?.children.find(({ type }) => mediaHeaders.includes(type));

/** What to say of a handler that is not the one that the sample entry calls for (ISO/IEC 14496-12, 8.4.3). */
export const wrongHandler = (trak: Trak, expected: string, hint?: string): Broken => {
  const hdlr = find(trak.box, 'mdia/hdlr');
  return {
    says: `the handler does not fit the sample entry${hint === undefined ? '' : `: ${hint}`}`,
    ...(hdlr === undefined ? { box: trak.box } : at(hdlr, 'hdlr', 'handler_type')),
    expected: `handler ${expected}`,
    actual: trak.handler === '' ? 'no handler' : `handler ${trak.handler} with ${trak.original}`,
  };
};
