/** For every such scenario with a store under test, the deviations of ours that it must catch. */
import type { Format } from '../../src/scenario/scenario.ts';
import { bulkMutants } from './server/bulk-mutants.ts';
import { codingMutants, furtherCodingMutants } from './server/coding-mutants.ts';
import { credentialsMutants, furtherCredentialsMutants } from './server/credentials-mutants.ts';
import { foldersMutants } from './server/folders-mutants.ts';
import { framingMutants, furtherFramingMutants } from './server/framing-mutants.ts';
import { growingMutants } from './server/growing-mutants.ts';
import { hostileMutants } from './server/hostile-mutants.ts';
import { interruptedMutants } from './server/interrupted-mutants.ts';
import { manifestsMutants, furtherManifestsMutants } from './server/manifests-mutants.ts';
import { outsideMutants, furtherOutsideMutants } from './server/outside-mutants.ts';
import { overwriteMutants, furtherOverwriteMutants } from './server/overwrite-mutants.ts';
import { readingMutants } from './server/read-mutants.ts';
import { removalMutants, furtherRemovalMutants } from './server/remove-mutants.ts';
import { restartMutants, furtherRestartMutants } from './server/restart-mutants.ts';
import { storeMutants, furtherStoreMutants } from './server/store-mutants.ts';
import { transportMutants, furtherTransportMutants } from './server/transport-mutants.ts';
import { typesMutants, furtherTypesMutants } from './server/types-mutants.ts';

export const storesMutants = <const F extends Format>(format: F) => ({
  ...bulkMutants(format),
  ...codingMutants(format),
  ...credentialsMutants(format),
  ...foldersMutants(format),
  ...framingMutants(format),
  ...growingMutants(format),
  ...hostileMutants(format),
  ...interruptedMutants(format),
  ...manifestsMutants(format),
  ...outsideMutants(format),
  ...overwriteMutants(format),
  ...readingMutants(format),
  ...removalMutants(format),
  ...restartMutants(format),
  ...storeMutants(format),
  ...transportMutants(format),
  ...typesMutants(format),
});

export const furtherStoresMutants = <const F extends Format>(format: F) => [
  ...furtherCodingMutants(format),
  ...furtherCredentialsMutants(format),
  ...furtherFramingMutants(format),
  ...furtherManifestsMutants(format),
  ...furtherOutsideMutants(format),
  ...furtherOverwriteMutants(format),
  ...furtherRemovalMutants(format),
  ...furtherRestartMutants(format),
  ...furtherStoreMutants(format),
  ...furtherTransportMutants(format),
  ...furtherTypesMutants(format),
];
