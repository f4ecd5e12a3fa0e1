/** Everything that is answered with a page: statistics, administration, metadata. Pure but for the update itself. */
import type { RequestHead } from '../../http/message.ts';
import { utf8 } from '../../http/message.ts';
import { authorize, ownerOf } from './authorize.ts';
import { sevenHtml, statusHtml } from './html-pages.ts';
import type { Mounts } from './mounts.ts';
import { messageXml, mountsXml, statsXml, statusJson } from './pages.ts';
import { refusal } from './replies.ts';
import type { Reply } from './replies.ts';
import type { Settings } from './settings.ts';
import { isAdminPath, pathOf } from './target.ts';

const page = (contentType: string, text: string, status = 200): Reply => ({
  status,
  fields: [
    ['Content-Type', contentType],
    ['Cache-Control', 'no-cache'],
  ],
  text,
});

const html = (text: string): Reply => page('text/html; charset=utf-8', text);

const xml = (text: string, status = 200): Reply => page('text/xml; charset=utf-8', text, status);

/** A value of the query as text: percent-encoded bytes are UTF-8, or else ISO-8859-1. */
const parameter = (target: string, name: string): string | undefined => {
  const query = target.slice(target.indexOf('?') + 1).split('#', 1)[0] ?? '';
  const pair = query.split('&').find((one) => one.startsWith(`${name}=`));
  if (pair === undefined || !target.includes('?')) return undefined;
  const bytes = pair
    .slice(name.length + 1)
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return utf8(bytes) ?? bytes;
};

const updateMetadata = (head: RequestHead, mounts: Mounts, settings: Settings): Reply => {
  const { has, admin } = settings;
  const name = parameter(head.target, 'mount') ?? '';
  const owner = ownerOf(name, settings);
  const accounts = owner === 'open' ? [admin, settings.owner] : [admin, owner];
  if (!has('updates-without-credentials') && authorize(head, accounts, settings) !== 'granted')
    return refusal(401);
  if (parameter(head.target, 'mode') !== 'updinfo') return xml(messageXml('No such mode', false), 400);
  const mount = mounts.find(name);
  if (mount === undefined) {
    return has('updates-absent-mounts')
      ? xml(messageXml('Metadata update successful', true))
      : xml(messageXml('Source does not exist', false), 400);
  }
  if (!has('ignores-updates')) mount.retitle(parameter(head.target, 'song') ?? '');
  return xml(messageXml('Metadata update successful', true));
};

const adminPage = (path: string, head: RequestHead, mounts: Mounts, settings: Settings): Reply => {
  // libshout asks for it to see whether anybody is there; 404 would send it away.
  if (path === '/admin/!POKE') return refusal(400);
  if (path === '/admin/metadata') return updateMetadata(head, mounts, settings);
  if (authorize(head, [settings.admin], settings) !== 'granted') return refusal(401);
  if (path === '/admin/stats' || path === '/admin/stats.xml') return xml(statsXml(mounts.all(), settings));
  if (path === '/admin/listmounts') return xml(mountsXml(mounts.all()));
  return refusal(404);
};

/** The page that a GET or HEAD asks for; `undefined` where it asks for a mount point. */
export const pageFor = (
  head: RequestHead,
  mounts: Mounts,
  origin: string,
  settings: Settings,
): Reply | undefined => {
  const path = pathOf(head.target);
  if (path === '/status-json.xsl')
    return page('application/json', statusJson(mounts.all(), origin, settings));
  if (path === '/status.xsl') return html(statusHtml(mounts.all(), settings));
  if (path === '/7.html') return html(sevenHtml(mounts.all(), settings));
  return isAdminPath(path) && mounts.find(path) === undefined
    ? adminPage(path, head, mounts, settings)
    : undefined;
};
