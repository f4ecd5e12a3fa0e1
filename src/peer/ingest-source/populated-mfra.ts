/** The index that some muxers write at the end of a file, where an empty one is asked for (DI-CMAF-GP-06a). */
import { box, group } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';

/** One sample of track 1 at time 0, in the moof at byte 1024, by numbers of 32 and of 8 bits. */
const entries = Uint8Array.of(0, 0, 0, 0, 0, 0, 4, 0, 1, 1, 1);

const index = box('tfra', { track_ID: 1, number_of_entry: 1, entries });

const sized = (parent_size: number): Uint8Array =>
  write([group('mfra', index, box('mfro', { parent_size }))]);

export const populatedMfra: Uint8Array = sized(sized(0).length);
