/**
 * What is to be done: from flags, environment and config file to the options of a run. Whatever needs a YAML file
 * read is imported from its own module, where it is needed: it takes as long to load as all the rest.
 */
export { checkNames, expandedPattern, suitesOf } from './catalogue.ts';
export type { Catalogue } from './catalogue.ts';
export { positiveNumber, wholeNumber } from './environment.ts';
export type { Environment } from './environment.ts';
export { configName, findConfig } from './find-config.ts';
export { suggestion } from './nearest.ts';
export { resolveOptions } from './options.ts';
export type { Options } from './options.ts';
export { readText, reasonOf } from './read-text.ts';
export { reporterChoice } from './reporter-choice.ts';
export { parseServerUrl, withoutUserinfo } from './server-url.ts';
export type { Settings } from './settings.ts';
export { shardChoice } from './shard.ts';
export type { TargetOptions, TlsPaths } from './target-options.ts';
export { UsageError } from './usage-error.ts';
