/** The suite of DASH ingest: interface 2 in this format, for stores and for ingest sources. */
import { furtherPublishersMutants, publishersMutants } from './publication/client-mutants.ts';
import { publishersScenarios } from './publication/client.ts';
import { furtherStoresMutants, storesMutants } from './publication/server-mutants.ts';
import { storesScenarios } from './publication/server.ts';
import { mpdMutants, furtherMpdMutants } from './publication/server/manifests-mpd-mutants.ts';
import { mpdObjects } from './publication/server/manifests-mpd.ts';
import { manifestsOfDashMutants } from './publication/client/manifests-mutants.ts';
import { manifestsOfDash } from './publication/client/manifests.ts';
import { mediaOfDashMutants } from './publication/client/media-mutants.ts';
import { mediaOfDash } from './publication/client/media.ts';
import { orderOfDashMutants } from './publication/client/order-mutants.ts';
import { orderOfDash } from './publication/client/order.ts';

export const dashScenarios = {
  ...storesScenarios('dash'),
  ...mpdObjects,
  ...publishersScenarios('dash'),
  ...manifestsOfDash,
  ...mediaOfDash,
  ...orderOfDash,
};

/** For every scenario the deviation of our peer that it must catch. */
export const dashMutants = {
  ...storesMutants('dash'),
  ...mpdMutants,
  ...publishersMutants('dash'),
  ...manifestsOfDashMutants,
  ...mediaOfDashMutants,
  ...orderOfDashMutants,
};

export const furtherDashMutants = [
  ...furtherStoresMutants('dash'),
  ...furtherMpdMutants,
  ...furtherPublishersMutants('dash'),
] as const;
