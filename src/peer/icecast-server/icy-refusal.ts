/** Fields of ICY for which a source is refused: none, unless the server is told to deviate (ICY2-VER-03). Pure. */
import { icyFields, icyHeaders, isIcy2 } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { utf8 } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import { icyText, icyValue, speaksIcy2, versionOf } from './icy-fields.ts';
import type { Settings } from './settings.ts';

/** What a client sends at the least (section "Minimal ICY2 Client"). */
const minimum: readonly IcyHeader[] = ['icy-metadata-version', 'icy-station-id', 'icy-name', 'icy-genre'];

/** Fields of ICY 1 that ICY-META does not have. */
const older = ['icy-description', 'icy-notice1', 'icy-notice2', 'icy-sr', 'icy-audio-info', 'icy-metaint'];

const longestValue = 1024;
const mostFields = 48;

const isTrippedOver = (head: RequestHead, header: IcyHeader, settings: Settings): boolean => {
  if (!settings.has(`trips-over-${header}`)) return false;
  const value = icyValue(head, header, settings);
  return value !== undefined && icyFields[header].grammar(icyText(value, settings)).as !== 'right';
};

/** A status, where the source is refused. */
export const wrongIcy = (head: RequestHead, settings: Settings): number | undefined => {
  const { has } = settings;
  const icy = head.fields
    .map(({ name, value }) => ({ name: name.toLowerCase(), value }))
    .filter(({ name }) => name.startsWith('icy-'));
  const names = new Set(icy.map(({ name }) => name));
  const version = versionOf(head, settings);
  const isOfIcy2 = speaksIcy2({ head, secure: false, wasIcy2: false }, settings);
  const known = (name: string): boolean => older.includes(name) || icyHeaders.some((one) => one === name);

  if (has('falls-over-many-fields') && head.fields.length > mostFields) return 500;
  if (has('falls-over-long-values') && icy.some(({ value }) => value.length > longestValue)) return 500;
  if (has('trips-over-invalid-utf-8') && icy.some(({ value }) => utf8(value) === undefined)) return 500;
  if (icyHeaders.some((header) => isTrippedOver(head, header, settings))) return 500;
  if (has('refuses-unknown-versions') && version !== undefined && !isIcy2(version)) return 400;
  if (has('refuses-icy1-sources') && version === undefined) return 400;
  if (has('refuses-unknown-icy-fields') && ![...names].every(known)) return 400;
  if (has('demands-station-id') && isOfIcy2 && !names.has('icy-station-id')) return 400;
  if (has('demands-more-than-the-minimum') && isOfIcy2 && minimum.length >= names.size) {
    if ([...names].every((name) => minimum.some((one) => one === name))) return 400;
  }
  if (has('refuses-tokens') && names.has('icy-auth-token')) return 400;
  return undefined;
};
