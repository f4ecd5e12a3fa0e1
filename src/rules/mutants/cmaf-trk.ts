import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import { change } from '../../media/build/edit.ts';
import { frame, video } from '../examples/video.ts';
import { mutant, type MutantsOf } from './mutant.ts';

const late = ({ baseMediaDecodeTime }: Readonly<Record<string, unknown>>) => ({
  baseMediaDecodeTime: (baseMediaDecodeTime as bigint) + BigInt(frame),
});

export const cmafTrkMutants: MutantsOf<typeof cmafTrkFacts> = {
  'CMAF-TRK-001': [
    mutant('everything from the second fragment on is a frame late', video, [
      change('moof[1]/traf/tfdt', late),
      change('moof[2]/traf/tfdt', late),
    ]),
  ],
  'CMAF-TRK-002': 'excluded',
  'CMAF-TRK-003': 'excluded',
  'CMAF-TRK-004': 'excluded',
  'CMAF-TRK-005': 'excluded',
  'CMAF-TRK-006': 'excluded',
  'CMAF-TRK-010': 'excluded',
  'CMAF-TRK-011': 'excluded',
  'CMAF-TRK-012': 'excluded',
  'CMAF-TRK-013': 'excluded',
  'CMAF-TRK-014': 'excluded',
  'CMAF-TRK-015': 'excluded',
  'CMAF-TRK-016': 'excluded',
  'CMAF-TRK-017': 'excluded',
  'CMAF-TRK-018': 'excluded',
  'CMAF-TRK-019': 'excluded',
  'CMAF-TRK-020': 'excluded',
  'CMAF-TRK-021': 'excluded',
  'CMAF-TRK-022': 'excluded',
  'CMAF-TRK-023': 'excluded',
  'CMAF-TRK-024': 'excluded',
};
