/** Every scenario about the media of an ingest source. */
import { mediaInstances } from './media-instances.ts';
import { mediaSets } from './media-sets.ts';
import { mediaSparse } from './media-sparse.ts';
import { media } from './media.ts';

export const cmafMediaScenarios = { ...media, ...mediaSets, ...mediaSparse, ...mediaInstances };
