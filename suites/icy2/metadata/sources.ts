/** Sources that say something of themselves, one after the other on a mount point, and the statistics while each is on. */
import type { IcyHeader } from '../../../src/icy/fields.ts';
import { endOf, frames, join, put, source } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';

export type Field = readonly [header: IcyHeader, value: string];

/** Fields that the table does not have, too. */
export type AnyField = readonly [name: string, value: string];

/** What only ICY2 has, in all that these sources send: where it is published, they were read as ICY2. */
export const telltale: Field = ['icy-station-id', 'ingestspec-station-7'];

export const version = (value: string): Field => ['icy-metadata-version', value];

/** What a source client sends at the least, under a name that no other source of the scenario has. */
export const minimal = (name: string): readonly Field[] => [
  version('2.1'),
  telltale,
  ['icy-name', name],
  ['icy-genre', 'Testing'],
];

/** The fields with some of them replaced, and what is new behind them. */
export const withFields = (fields: readonly Field[], ...others: readonly Field[]): readonly Field[] => [
  ...fields.map(([header, value]): Field => others.find(([other]) => other === header) ?? [header, value]),
  ...others.filter(([other]) => fields.every(([header]) => header !== other)),
];

/** A stream of which we send the beginning only: the source is on until we end it. */
export const endless = (fields: readonly AnyField[], changes: Partial<RequestPlan> = {}): RequestPlan =>
  put({ framing: { by: 'length', length: 1_000_000 }, fields, ...changes });

/**
 * Both pages of statistics, once the first of them shows a text that only the present source of the mount point has.
 *
 * @param canary ASCII, without what JSON escapes
 * @param of the mount point
 */
export const statistics = (canary: string, of = '{mount}'): Step[] => [
  { do: 'page', page: 'status', as: 'nobody', until: { shows: canary, of } },
  { do: 'page', page: 'stats', as: 'admin', until: 'answered' },
];

/** A source that comes, and what is published of it then. */
export const comes = (conn: string, fields: readonly AnyField[], canary: string): Step[] => [
  ...source(endless(fields), conn),
  frames(8, conn),
  ...statistics(canary),
];

/** A source that is to follow another, which has been taken and is gone. */
export const follows = (
  before: string,
  conn: string,
  fields: readonly AnyField[],
  canary: string,
  changes: Partial<RequestPlan> = {},
): Step[] => [
  endOf('close', before),
  {
    do: 'insist',
    conn,
    plan: endless(fields, changes),
    until: 'accepted',
    within: 'join',
    after: before,
  },
  frames(8, conn),
  ...statistics(canary),
];

/** Sources one after the other; each is named by its connection, and carries the name that is its canary. */
export const inTurn = (
  ...sources: readonly {
    readonly conn: string;
    readonly fields: readonly AnyField[];
    readonly canary: string;
  }[]
): Step[] =>
  sources.flatMap(({ conn, fields, canary }, index) => {
    const before = sources[index - 1]?.conn;
    return before === undefined ? comes(conn, fields, canary) : follows(before, conn, fields, canary);
  });

/** A listener who is told what listeners are told. */
export const heard: Step = join();
