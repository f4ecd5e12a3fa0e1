/** What a server under test makes of the fields of ICY-META 2.1, and under which names it publishes them. */
import { detection } from './metadata/detection.ts';
import { fields } from './metadata/fields.ts';
import { languages } from './metadata/languages.ts';
import { legacy } from './metadata/legacy.ts';
import { lifecycle } from './metadata/lifecycle.ts';
import { statistics } from './metadata/statistics.ts';

export const icy2MetadataScenarios = {
  ...detection,
  ...fields,
  ...statistics,
  ...languages,
  ...legacy,
  ...lifecycle,
};
