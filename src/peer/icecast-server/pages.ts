/** The statistics: public as JSON, and for the administrator as XML, in the shapes that Icecast made customary. */
import type { Mount } from './mounts.ts';
import type { Settings } from './settings.ts';

const escapes: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

const escapedXml = (text: string): string =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '?')
    .replace(/[<>&"]/g, (char) => escapes[char] ?? char);

type Form = 'json' | 'xml' | 'page';

const isOfIcy2 = (name: string): boolean => name.startsWith('icy2-');

/** What a source said of itself, as far as everybody is told in this form. */
const said = (
  mount: Mount,
  mounts: readonly Mount[],
  { has }: Settings,
  form: Form,
): Record<string, string> => {
  const { info } = (has('mixes-up-mounts') ? mounts.at(-1) : undefined) ?? mount;
  const hidden = (name: string): boolean => {
    // Pages for people show the token to nobody, wherever else it may be seen.
    if (form === 'page') return name === 'icy2-auth-token';
    return form === 'xml' && has('leaves-icy2-out-of-xml') && isOfIcy2(name);
  };
  const text = (value: string): string => (has('escapes-twice') ? escapedXml(value) : value);
  return Object.fromEntries(
    Object.entries(info.statistics)
      .filter(([name]) => !hidden(name))
      .map(([name, value]) => [name, text(value)]),
  );
};

/**
 * What everybody may know of a mount point.
 *
 * @param mounts all mount points, the newest last
 */
export const publishedOf = (
  mount: Mount,
  mounts: readonly Mount[],
  settings: Settings,
  form: Form,
): Record<string, string> => ({
  ...said(mount, mounts, settings, form),
  server_type: mount.info.contentType,
  listeners: String(mount.listeners),
  stream_start_iso8601: mount.started.toISOString(),
  ...(mount.title === undefined ? {} : { title: mount.title }),
});

export const statusJson = (mounts: readonly Mount[], origin: string, settings: Settings): string => {
  const { has, name } = settings;
  const text = (value: string): string =>
    has('does-not-escape-statistics') ? `"${value}"` : JSON.stringify(value);
  const object = (values: Record<string, string>): string =>
    `{${Object.entries(values)
      .map(([key, value]) => `${JSON.stringify(key)}:${text(value)}`)
      .join(',')}}`;
  const sources = mounts.map((mount) =>
    object({ ...publishedOf(mount, mounts, settings, 'json'), listenurl: `${origin}${mount.name}` }),
  );
  const source = sources.length === 1 ? (sources[0] ?? '') : `[${sources.join(',')}]`;
  return `{"icestats":{"server_id":${JSON.stringify(name)},"source":${source}}}`;
};

export const statsXml = (mounts: readonly Mount[], settings: Settings): string => {
  const { has, name } = settings;
  const text = (value: string): string => (has('does-not-escape-statistics') ? value : escapedXml(value));
  const elements = (values: Record<string, string>): string =>
    Object.entries(values)
      .map(([key, value]) => `<${key}>${text(value)}</${key}>`)
      .join('');
  const source = (mount: Mount): string =>
    `<source mount="${escapedXml(mount.name)}">${elements({ ...publishedOf(mount, mounts, settings, 'xml'), ...mount.info.confidential })}</source>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<icestats><server_id>${escapedXml(name)}</server_id>${mounts
    .map(source)
    .join('')}</icestats>\n`;
};

export const mountsXml = (mounts: readonly Mount[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<icestats>${mounts
    .map(
      (mount) =>
        `<source mount="${escapedXml(mount.name)}"><listeners>${String(mount.listeners)}</listeners></source>`,
    )
    .join('')}</icestats>\n`;

export const messageXml = (message: string, success: boolean): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<iceresponse><message>${escapedXml(message)}</message><return>${success ? '1' : '0'}</return></iceresponse>\n`;
