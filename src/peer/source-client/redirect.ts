/** Where a redirect leads. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly target: string;
}

/** The place that Location names, seen from the one that was asked; `undefined` where it is none for a source. */
export const followed = (from: Place, location: string): Place | undefined => {
  const name = from.host.includes(':') ? `[${from.host}]` : from.host;
  const base = `http://${name}:${String(from.port)}${from.target}`;
  if (location === '' || !URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const usual = url.protocol === 'https:' ? 443 : 80;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usual : Number(url.port),
    target: `${url.pathname}${url.search}`,
  };
};
