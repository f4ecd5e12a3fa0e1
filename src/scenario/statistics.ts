/** What a server publishes about a mount point, read from the pages that Icecast made customary. */

/** The values of one mount point by their names in the statistics: `server_name`, `genre`. */
export type MountStatistics = Readonly<Record<string, string>>;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const valuesIn = (source: Record<string, unknown>): MountStatistics =>
  Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );

/** `undefined` where the text is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** `/status-json.xsl`: `icestats.source` is one mount point, or a list of them; each ends its `listenurl` with its path. */
const fromJson = (page: unknown, mount: string): MountStatistics | undefined => {
  const icestats = isRecord(page) ? page['icestats'] : undefined;
  const source = isRecord(icestats) ? icestats['source'] : undefined;
  const sources = (Array.isArray(source) ? source : [source]).filter(isRecord);
  const mine = sources.find(
    (one) => (textOf(one['listenurl']) ?? '').endsWith(mount) || one['mount'] === mount,
  );
  return mine && valuesIn(mine);
};

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const characters = (code: number): string =>
  Number.isInteger(code) && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';

const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hexadecimal?: string, decimal?: string, name?: string) => {
      if (hexadecimal !== undefined) return characters(Number.parseInt(hexadecimal, 16));
      if (decimal !== undefined) return characters(Number.parseInt(decimal, 10));
      return entities[name ?? ''] ?? whole;
    },
  );

/** `/admin/stats`: `<source mount="/live.mp3">` with an element a value. */
const fromXml = (text: string, mount: string): MountStatistics | undefined => {
  for (const [, name = '', content = ''] of text.matchAll(
    /<source\s+mount="([^"]*)"[^>]*>([\s\S]*?)<\/source>/g,
  )) {
    if (decoded(name) !== mount) continue;
    const elements = content.matchAll(/<([A-Za-z][\w.-]*)>([^<]*)<\/\1>/g);
    return Object.fromEntries(
      Array.from(elements, ([, element = '', value = '']) => [element, decoded(value)]),
    );
  }
  return undefined;
};

/**
 * What a page says of a mount point; `undefined` where it says nothing, or is neither of the two forms.
 *
 * @param text a page of statistics, as JSON or as XML
 * @param mount the path of the mount point
 */
export const statisticsOf = (text: string, mount: string): MountStatistics | undefined => {
  const page = parseJson(text);
  return page === undefined ? fromXml(text, mount) : fromJson(page, mount);
};
