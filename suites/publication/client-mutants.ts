/** For every such scenario with an ingest source under test, the deviations of ours that it must catch. */
import type { Format } from '../../src/scenario/scenario.ts';
import { addressesMutants, furtherAddressesMutants } from './client/addresses-mutants.ts';
import { answerMutants } from './client/answers-mutants.ts';
import { connectionsMutants, furtherConnectionsMutants } from './client/connections-mutants.ts';
import {
  credentialsMutants,
  redirectMutants,
  furtherCredentialsMutants,
} from './client/credentials-mutants.ts';
import { deliveryMutants } from './client/delivery-mutants.ts';
import {
  manifestFailureMutants,
  headerFailureMutants,
  furtherManifestFailureMutants,
} from './client/failure-manifests-mutants.ts';
import { mediaFailureMutants, furtherMediaFailureMutants } from './client/failure-media-mutants.ts';
import { outageMutants, furtherOutageMutants } from './client/failure-outages-mutants.ts';
import { manifestsMutants, furtherManifestsMutants } from './client/manifests-mutants.ts';
import { mediaMutants, furtherMediaMutants } from './client/media-mutants.ts';
import { namesMutants, furtherNamesMutants } from './client/names-mutants.ts';
import { requestsMutants, furtherRequestsMutants } from './client/requests-mutants.ts';
import { sourcesMutants, sessionsMutants, furtherSessionsMutants } from './client/sources-mutants.ts';
import { tlsMutants, furtherTlsMutants } from './client/tls-mutants.ts';
import { typesMutants, furtherTypesMutants } from './client/types-mutants.ts';
import { windowMutants, furtherWindowMutants } from './client/window-mutants.ts';

export const publishersMutants = <const F extends Format>(format: F) => ({
  ...addressesMutants(format),
  ...answerMutants(format),
  ...connectionsMutants(format),
  ...credentialsMutants(format),
  ...redirectMutants(format),
  ...deliveryMutants(format),
  ...manifestFailureMutants(format),
  ...headerFailureMutants(format),
  ...mediaFailureMutants(format),
  ...outageMutants(format),
  ...manifestsMutants(format),
  ...mediaMutants(format),
  ...namesMutants(format),
  ...requestsMutants(format),
  ...sourcesMutants(format),
  ...sessionsMutants(format),
  ...tlsMutants(format),
  ...typesMutants(format),
  ...windowMutants(format),
});

export const furtherPublishersMutants = <const F extends Format>(format: F) => [
  ...furtherAddressesMutants(format),
  ...furtherConnectionsMutants(format),
  ...furtherCredentialsMutants(format),
  ...furtherManifestFailureMutants(format),
  ...furtherMediaFailureMutants(format),
  ...furtherOutageMutants(format),
  ...furtherManifestsMutants(format),
  ...furtherMediaMutants(format),
  ...furtherNamesMutants(format),
  ...furtherRequestsMutants(format),
  ...furtherSessionsMutants(format),
  ...furtherTlsMutants(format),
  ...furtherTypesMutants(format),
  ...furtherWindowMutants(format),
];
