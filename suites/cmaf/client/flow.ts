/** Media at the pace at which they play, and requests for sparse data. */
import { shortSparseRequests, steadyMedia } from '../../../src/scenario/checks/ingest-flow.ts';
import { under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { goesOnForLong } from './until.ts';

export const flow = suite('cmaf/client/flow', {
  steady: {
    title: 'Media that are watched for a while',
    receive: [],
    until: { window: 'window' },
    expect: { 'DI-GEN-09': under('E-DI-47', steadyMedia) },
  },

  'sparse-text': {
    title: 'A track of timed text beside video',
    receive: [],
    until: goesOnForLong,
    needs: ['text'],
    reference: { tracks: ['video', 'webvtt'] },
    expect: { 'DI-GEN-10': shortSparseRequests },
  },

  'sparse-metadata': {
    title: 'A track of timed metadata beside video',
    receive: [],
    until: goesOnForLong,
    needs: ['metadata'],
    reference: { tracks: ['video', 'metadata'] },
    expect: { 'DI-GEN-10': shortSparseRequests },
  },
});
