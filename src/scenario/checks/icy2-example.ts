/** Sources of ICY-META and statistics of them, staged for the tests of checks. */
import { ends, head, opens, page } from './staged.ts';
import type { Staged } from './staged.ts';

type Values = Readonly<Record<string, string | number>>;

/** A source that asks for the mount point, and how it is answered: 100 Continue unless otherwise said, or not at all. */
export const sourceOn = (conn: number, label: string, answer = 'HTTP/1.1 100 Continue'): Staged => [
  ...opens(conn, label),
  ...head(conn, 'sent', 'PUT /live.mp3 HTTP/1.1', 'Host: x', 'Content-Length: 1000', 'Expect: 100-continue'),
  ...(answer === '' ? [] : head(conn, 'received', answer)),
];

/** We end a source. */
export const goes = (conn: number): Staged => ends(conn, 'us');

/** The public statistics of some mount points, by their paths. */
export const jsonOf = (mounts: Readonly<Record<string, Values>>): Staged =>
  page(
    'status',
    200,
    JSON.stringify({
      icestats: {
        source: Object.entries(mounts).map(([mount, values]) => ({
          listenurl: `http://127.0.0.1:8000${mount}`,
          ...values,
        })),
      },
    }),
  );

export const json = (values: Values): Staged => jsonOf({ '/live.mp3': values });

/** The statistics of the administrator. */
export const xml = (values: Values): Staged =>
  page(
    'stats',
    200,
    `<icestats><source mount="/live.mp3">${Object.entries(values)
      .map(([name, value]) => `<${name}>${String(value)}</${name}>`)
      .join('')}</source></icestats>`,
  );

/** Both pages, alike. */
export const both = (values: Values): Staged => [...json(values), ...xml(values)];
