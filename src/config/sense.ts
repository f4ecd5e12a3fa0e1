/** Whether the parts of a config file fit each other. */
import { isIP } from 'node:net';
import type { Document, Path } from './document.ts';
import { UsageError } from './usage-error.ts';
import type { Written } from './written.ts';

/** The accounts that a feature is about. */
const accountOfFeature = {
  openMount: 'open',
  colonAccount: 'colon',
  utf8Account: 'utf8',
  otherAccount: 'other',
} as const;

/**
 * What no schema says: which parts go together.
 *
 * @throws UsageError with `file:line`
 */
export const checkSense = ({ value, where }: Document<Written>): void => {
  const { target = {}, features = {}, accounts = {} } = value;
  const complain = (place: Path, says: string): never => {
    throw new UsageError(`${where(place)}: ${says}`);
  };
  if (target.command !== undefined && (target.url ?? target.start) !== undefined) {
    complain(
      ['target', 'command'],
      'a command is a client under test, url and start are a server: keep one of the two',
    );
  }
  if (target.start !== undefined) {
    for (const key of ['files', 'before', 'env'] as const) {
      if (value[key] !== undefined)
        complain([key], `${key} belongs to a client under test: move it under target.start`);
    }
  }
  if (target.url?.includes('{port}') === true && target.start === undefined) {
    complain(
      ['target', 'url'],
      '{port} stands for a port that we choose for target.start: write the number of the port',
    );
  }
  for (const [feature, account] of Object.entries(accountOfFeature)) {
    if (features[feature as keyof typeof accountOfFeature] === true && accounts[account] === undefined) {
      complain(
        ['features', feature],
        `features.${feature} is true and there is no accounts.${account}: add the account or say false`,
      );
    }
  }
  for (const [key, address] of Object.entries(value.resolve ?? {})) {
    if (isIP(address) === 0)
      complain(['resolve', key], `“${address}” is not an IP address: write it such as 127.0.0.1`);
  }
};
