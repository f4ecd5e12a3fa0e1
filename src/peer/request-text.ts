/** A planned request as the bytes of its head. */
import { basicToken } from '../http/basic.ts';
import { asUtf8 } from '../http/message.ts';
import { headText, raw, requestLine } from '../http/write-head.ts';
import type { WrittenField } from '../http/write-head.ts';
import { sourceTrack } from '../media/tracks/presentation.ts';
import { testTracks } from '../media/tracks/test-track.ts';
import type { SourceTrack, TestTrackName } from '../media/tracks/test-track.ts';
import type { Identity, RequestPlan } from '../scenario/stimulus.ts';
import type { Account, Stage } from './stage.ts';

/** Who we are and whom we speak to. */
export type Cast = Pick<Stage, 'mount' | 'owner' | 'admin' | 'accounts'> & {
  /** `host:port`, as it stands in Host. */
  readonly authority: string;
  /** `http://host:port` */
  readonly origin: string;
  /** The target's token for the mount point, without its scheme, where there is one. */
  readonly token?: string | undefined;
} & TrackNaming;

/** How the paths of tracks are made. */
export interface TrackNaming {
  /** Path of a track below the publishing point, `{name}` and `{extension}` in it; see `trackPathOf`. */
  readonly trackPath?: string | undefined;
  /** What stands behind the name of a track, so that no two scenarios meet. */
  readonly trackSuffix?: string | undefined;
  /** Objects of a scenario lie side by side in the publishing point: nobody makes folders in it (interface 2). */
  readonly flat?: boolean | undefined;
  /** Tracks that are sent in place of our own. */
  readonly tracks?: Partial<Readonly<Record<TestTrackName, SourceTrack>>> | undefined;
}

/** The last letter or digit percent-encoded: another spelling of the same path (RFC 3986, section 6.2.2.2). */
const percentEncoded = (mount: string): string =>
  mount.replace(
    /[A-Za-z0-9](?=[^A-Za-z0-9]*$)/,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const isTrack = (name: string): name is TestTrackName => Object.hasOwn(testTracks, name);

/** The path that a track has where the target does not say otherwise. */
const defaultTrackPath = 'Streams({name}{extension})';

/** The track of a name: the target's, or our own. */
export const trackOf = (name: TestTrackName, { tracks }: TrackNaming): SourceTrack =>
  tracks?.[name] ?? sourceTrack(name);

/**
 * The path of a track below the publishing point, as the target wants it; the publishing point itself where that is
 * empty.
 */
export const trackPathOf = (track: TestTrackName, cast: Pick<Cast, 'mount'> & TrackNaming): string => {
  const path = (cast.trackPath ?? defaultTrackPath)
    .replaceAll('{name}', `${track}${cast.trackSuffix ?? ''}`)
    .replaceAll('{extension}', trackOf(track, cast).extension)
    // To us a track has one path, whatever else its source would number.
    .replaceAll('{number}', '0')
    .replace(/^\/+/, '');
  return path === '' ? cast.mount : `${cast.mount.replace(/\/+$/, '')}/${path}`;
};

/**
 * How the paths of a scenario's objects begin: with a folder of their own below the publishing point, or, where nobody
 * makes folders there, with a name of their own (interface 2).
 */
export const storeOf = (mount: string, { trackSuffix, flat }: TrackNaming): string =>
  `${mount.replace(/\/+$/, '')}/s${trackSuffix ?? ''}${flat === true ? '-' : '/'}`;

const valueOf = (name: string, cast: Cast): string | undefined => {
  if (name === 'store') return storeOf(cast.mount, cast);
  if (name === 'root') return `${cast.mount.replace(/\/+$/, '')}/`;
  if (name === 'suffix') return cast.trackSuffix ?? '';
  if (name === 'mount' || name === 'point') return cast.mount;
  if (name === 'bare-mount') return cast.mount.replace(/^\//, '');
  if (name === 'encoded-mount') return percentEncoded(cast.mount);
  if (name === 'host') return cast.authority;
  if (name === 'origin') return cast.origin;
  if (name === 'token') return cast.token;
  const [, kind, rest = ''] = /^(mount|point|track):(.*)$/.exec(name) ?? [];
  if (kind === undefined) return undefined;
  if (kind === 'track') return isTrack(rest) ? trackPathOf(rest, cast) : undefined;
  return cast.accounts[rest]?.mount ?? cast.mount;
};

/** Fills in the names in braces; a name that means nothing stays as it is. */
export const filledIn = (text: string, cast: Cast): string =>
  text.replace(/\{([a-z][a-z0-9:-]*)\}/g, (whole, name: string) => valueOf(name, cast) ?? whole);

/** A password that is none, whatever the real one is. */
const wrongPassword = (account: Account): string =>
  account.password === 'wrong-password' ? 'another-wrong-password' : 'wrong-password';

/** The account that an identity speaks for; `undefined` where no credentials are sent. */
export const accountOf = (identity: Identity, cast: Cast): Account | undefined => {
  const { owner, admin, accounts } = cast;
  if (typeof identity === 'object') return 'account' in identity ? accounts[identity.account] : undefined;
  switch (identity) {
    case 'owner':
      return owner;
    case 'nobody':
      return undefined;
    case 'stranger':
      return { user: owner.user, password: wrongPassword(owner) };
    case 'impostor':
      return { user: `not-${owner.user}`, password: owner.password };
    case 'nameless':
      return { user: '', password: owner.password };
    case 'admin':
      return admin;
  }
};

/** The value of Authorization, as latin1; `undefined` where there is none. */
const authorizationOf = (plan: RequestPlan, cast: Cast): string | undefined => {
  if (typeof plan.as === 'object' && 'authorization' in plan.as) return plan.as.authorization;
  const account = accountOf(plan.as, cast);
  return account && `${plan.scheme} ${basicToken(account.user, account.password)}`;
};

const framingFields = (plan: RequestPlan, bodyLength: number): WrittenField[] => {
  switch (plan.framing?.by) {
    case 'length':
      return [['Content-Length', String(plan.framing.length ?? bodyLength)]];
    case 'chunks':
      return [['Transfer-Encoding', 'chunked']];
    default:
      return [];
  }
};

const optional = (name: string, value: string | undefined): WrittenField[] =>
  value === undefined ? [] : [[name, value]];

/**
 * The head of a request as latin1, its fields in the order in which the document prints them.
 *
 * @param bodyLength what Content-Length declares, unless the plan says otherwise
 */
export const requestText = (plan: RequestPlan, cast: Cast, bodyLength: number): string => {
  const value = authorizationOf(plan, cast);
  const authorization: WrittenField[] = value === undefined ? [] : [['Authorization', raw(value)]];
  const fields: WrittenField[] = [
    ...plan.hosts.map((host): WrittenField => ['Host', host]),
    ...(plan.authorizationAt === 'first' ? authorization : []),
    ...optional('User-Agent', plan.userAgent),
    ...framingFields(plan, bodyLength),
    ...optional('Content-Type', plan.contentType),
    ...optional('Content-Encoding', plan.coding),
    ...plan.fields,
    ...plan.rawFields.map(([name, bytes]): WrittenField => [name, raw(bytes)]),
    ...optional('Expect', plan.expect),
    ...(plan.authorizationAt === 'last' ? authorization : []),
  ].map(([name, text]): WrittenField => [name, typeof text === 'string' ? filledIn(text, cast) : text]);
  const line = requestLine(plan.method, asUtf8(filledIn(plan.target, cast)), plan.version);
  return headText(raw(line), fields, plan.lineEnd);
};
