/** Accounts of social networks: `@name`. */
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';
import { hasWebScheme, webAddress } from './web-address.ts';

const name = String.raw`[\p{L}\p{M}\p{N}_.-]+`;
const withSign = new RegExp(`^@${name}(?:@${name})?$`, 'u');
const withoutSign = new RegExp(`^${name}$`, 'u');

const account = (value: string, otherwise: string) => {
  if (withSign.test(value)) return right;
  if (withoutSign.test(value)) return unusual('no @ before the name');
  return wrong(value === '' ? 'empty' : otherwise);
};

/** `@name`; a name without the sign, or an address, is unusual. */
export const handle: Grammar = (value) => {
  if (!hasWebScheme(value)) return account(value, 'no handle');
  const address = webAddress(value);
  return address.as === 'right' ? unusual('an address in place of a handle') : address;
};

/** `@name` or an address of the web. */
export const accountOrAddress: Grammar = (value) =>
  hasWebScheme(value) ? webAddress(value) : account(value, 'neither a handle nor an address of the web');
