/** The suite of HLS ingest: interface 2 in this format, for stores and for ingest sources. */
import { furtherPublishersMutants, publishersMutants } from './publication/client-mutants.ts';
import { publishersScenarios } from './publication/client.ts';
import { furtherStoresMutants, storesMutants } from './publication/server-mutants.ts';
import { storesScenarios } from './publication/server.ts';
import { playlistMutants, furtherPlaylistMutants } from './publication/server/manifests-playlists-mutants.ts';
import { playlistObjects } from './publication/server/manifests-playlists.ts';
import { lateAnswers } from './publication/client/answers-late.ts';
import { lateAnswerMutants } from './publication/client/answers-mutants.ts';
import { orderOfHlsMutants, furtherOrderOfHlsMutants } from './publication/client/order-mutants.ts';
import { orderOfHls } from './publication/client/order.ts';
import { receivers } from './publication/client/receivers.ts';
import {
  receiversMutants,
  sourcesSideBySideMutants,
  furtherReceiversMutants,
} from './publication/client/sources-mutants.ts';
import { sourcesSideBySide } from './publication/client/sources.ts';
import { typesOfHlsMutants, furtherTypesOfHlsMutants } from './publication/client/types-mutants.ts';
import { typesOfHls } from './publication/client/types.ts';

export const hlsScenarios = {
  ...storesScenarios('hls'),
  ...playlistObjects,
  ...publishersScenarios('hls'),
  ...lateAnswers,
  ...orderOfHls,
  ...receivers,
  ...sourcesSideBySide,
  ...typesOfHls,
};

/** For every scenario the deviation of our peer that it must catch. */
export const hlsMutants = {
  ...storesMutants('hls'),
  ...playlistMutants,
  ...publishersMutants('hls'),
  ...lateAnswerMutants,
  ...orderOfHlsMutants,
  ...receiversMutants,
  ...sourcesSideBySideMutants,
  ...typesOfHlsMutants,
};

export const furtherHlsMutants = [
  ...furtherStoresMutants('hls'),
  ...furtherPlaylistMutants,
  ...furtherPublishersMutants('hls'),
  ...furtherOrderOfHlsMutants,
  ...furtherReceiversMutants,
  ...furtherTypesOfHlsMutants,
] as const;
