/** Pages for people: the mount points with what their sources say, and the line that SHOUTcast made customary. */
import type { Mount } from './mounts.ts';
import { publishedOf } from './pages.ts';
import type { Settings } from './settings.ts';

const escapes: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string, { has }: Settings): string =>
  has('does-not-escape-pages') ? text : text.replace(/[<>&"']/g, (char) => escapes[char] ?? char);

/** Whether a value is made a link: where it is an address of the web, and nothing that a browser would run. */
const isLinked = (value: string, { has }: Settings): boolean =>
  has('links-any-address') ? /^\s*[a-z][a-z0-9+.-]*:\S/i.test(value) : /^https?:\/\/\S+$/i.test(value);

const cell = (value: string, settings: Settings): string => {
  const text = escaped(value, settings);
  return isLinked(value, settings) ? `<a href="${text}" rel="nofollow noopener">${text}</a>` : text;
};

const document = (title: string, body: string): string =>
  `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body>\n${body}</body>\n</html>\n`;

/** `/status.xsl`: a table for each mount point. */
export const statusHtml = (mounts: readonly Mount[], settings: Settings): string => {
  const rows = (values: Readonly<Record<string, string>>): string =>
    Object.entries(values)
      .map(
        ([name, value]) => `<tr><th>${escaped(name, settings)}</th><td>${cell(value, settings)}</td></tr>\n`,
      )
      .join('');
  const table = (mount: Mount): string =>
    `<h2>${escaped(mount.name, settings)}</h2>\n<table>\n${rows({
      ...publishedOf(mount, mounts, settings, 'page'),
      ...mount.info.onPages,
    })}</table>\n`;
  return document('Mount points', `<h1>Mount points</h1>\n${mounts.map(table).join('')}`);
};

/** `/7.html`: listeners, 1, their peak, their limit, unique listeners, bitrate and title, a line for each mount point. */
export const sevenHtml = (mounts: readonly Mount[], settings: Settings): string => {
  const line = (mount: Mount): string => {
    const listeners = String(mount.listeners);
    const bitrate = mount.info.statistics['bitrate'] ?? '0';
    const title = [mount.title ?? '', ...Object.values(mount.info.onPages)].filter((one) => one !== '');
    return [listeners, '1', listeners, 'unlimited', listeners, bitrate, title.join(' ')]
      .map((value) => escaped(value, settings))
      .join(',');
  };
  return `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>7</title></head><body>${mounts
    .map(line)
    .join('<br>')}</body></html>\n`;
};
