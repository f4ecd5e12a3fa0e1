/** The config file, read and checked. */
import path from 'node:path';
import type { Catalogue } from './catalogue.ts';
import { checkNames } from './catalogue.ts';
import { settingsOf } from './config-settings.ts';
import { readDocument } from './document.ts';
import { readText } from './read-text.ts';
import { configSchema } from './schema.ts';
import { checkSense } from './sense.ts';
import type { Settings } from './settings.ts';
import type { Written } from './written.ts';

/**
 * Reads a config file.
 *
 * @param file the path to read
 * @param shown how the file is called in messages
 * @throws UsageError with `file:line`
 */
export const loadConfig = (file: string, shown: string, catalogue: Catalogue): Settings => {
  const document = readDocument<Written>(readText('the config file', file, shown), shown, configSchema);
  checkSense(document);
  const settings = settingsOf(
    { document, folder: path.dirname(file), shownFolder: path.dirname(shown) },
    catalogue,
  );
  checkNames(settings, catalogue, (key, index) => `${document.where([key, index])}: `);
  return settings;
};
