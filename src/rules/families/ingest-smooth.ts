import { child } from '../../media/isobmff/box.ts';
import { rule, type Rule } from '../rule.ts';

/** TfxdBox of Smooth Streaming (MS-SSTR, 2.2.4.4): time and duration of a fragment, where CMAF has tfdt. */
const tfxd = '6d1d9b0542d544e680e2141daff757b2';

/** Bytes of size and type in front of a usertype, and those of the usertype. */
const [usertypeAt, usertypeLength] = [8, 16];

export const ingestSmoothRules = {
  'INGEST-018': rule('box', {
    says: 'Tracks are CMAF, and not the fragments of Smooth Streaming.',
    decides: ['DI-MT-01a', 'DI-MT-02', 'DI-CMAF-GC-01'],
    check: (box) => {
      if (box.type !== 'uuid' || box.usertype !== tfxd) return undefined;
      const place = { box, offset: box.start + usertypeAt, length: usertypeLength };
      // Sources that serve both write both, and a reader of CMAF passes over the uuid.
      if (child(box.parent, 'tfdt') !== undefined) {
        return { says: 'a fragment has the time of Smooth Streaming beside tfdt', ...place, as: 'info' };
      }
      return {
        says: 'a fragment of Smooth Streaming, with its time in a uuid box (tfxd): set the encoder to CMAF',
        ...place,
        expected: 'tfdt',
        actual: 'tfxd',
      };
    },
  }),
} satisfies Record<string, Rule>;
