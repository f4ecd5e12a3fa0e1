/** Whether a request may send to a publishing point. Pure. */
import { readBasic } from '../../http/basic.ts';
import { asUtf8, valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { SecureFacts } from '../../wire/link.ts';
import type { Account } from '../stage.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** What TLS says of whoever asks. */
export interface Credentials {
  readonly secure: SecureFacts | undefined;
  /** Whether sources are asked for a certificate. */
  readonly demandsCertificate: boolean;
}

/** Faults of a certificate, by the codes of OpenSSL, that a quirk lets pass. */
const passes = (code: string | undefined, { has }: Settings): boolean =>
  has('takes-any-certificate') ||
  (code === 'CERT_HAS_EXPIRED' && has('takes-expired-certificates')) ||
  (code === 'INVALID_PURPOSE' && has('takes-server-certificates'));

/** `granted`, `refused` with the reason, or undefined where no certificate says anything. */
const byCertificate = (
  { secure, demandsCertificate }: Credentials,
  settings: Settings,
): Refusal | 'granted' | undefined => {
  const { has } = settings;
  if (secure === undefined || !demandsCertificate) return undefined;
  if (secure.peerFingerprint === undefined) return has('needs-no-certificate') ? 'granted' : undefined;
  if (has('refuses-every-certificate')) return { status: 403, why: 'the certificate is not taken' };
  if (secure.trusted === true || passes(secure.trustError, settings)) return 'granted';
  return { status: 403, why: `the certificate is not trusted (${secure.trustError ?? 'unknown'})` };
};

/** Who may use a publishing point: the account that it is set up for, or the owner of all that have none. */
const ownersOf = (point: string | undefined, { owner, accounts, has }: Settings): readonly Account[] => {
  const all = Object.values(accounts);
  if (has('ignores-permissions')) return [owner, ...all];
  const own = all.filter(({ mount }) => mount !== undefined && mount === point);
  return own.length > 0 ? own : [owner];
};

const refuse = (why: string, settings: Settings): Refusal => {
  const { has } = settings;
  const asks = has('answers-401') || has('answers-401-without-challenge');
  return { status: asks ? 401 : 403, why };
};

/** What Basic credentials are worth at a publishing point. */
const byBasic = (value: string, point: string | undefined, settings: Settings): Refusal | undefined => {
  const { has } = settings;
  const { scheme, base64, user, password } = readBasic(value);
  if (scheme.toLowerCase() !== 'basic') return refuse('credentials of the scheme Basic are needed', settings);
  if (base64 === 'invalid' || user === undefined || password === undefined) {
    if (has('answers-500-to-bad-credentials')) return { status: 500, why: 'the credentials are undefined' };
    return refuse('the credentials cannot be read', settings);
  }
  const known = (account: Account): boolean =>
    user === asUtf8(account.user) && (has('accepts-wrong-password') || password === asUtf8(account.password));
  if (ownersOf(point, settings).some(known)) return undefined;
  const elsewhere = [settings.owner, ...Object.values(settings.accounts)].some(known);
  return refuse(
    elsewhere ? 'this account may not use the publishing point' : 'user or password is wrong',
    settings,
  );
};

interface Judged {
  readonly value: string;
  readonly point: string | undefined;
  readonly refusal: Refusal | undefined;
}

/** What was judged last: a source sends the same credentials with each request. */
const lastJudged = new WeakMap<Settings, Judged>();

/** Authentication and permission: 403 with a reason (DI-GEN-17a, DI-GEN-17b); undefined where all is well. */
export const refusalOf = (
  head: RequestHead,
  point: string | undefined,
  credentials: Credentials,
  settings: Settings,
): Refusal | undefined => {
  const { has, openPoints } = settings;
  if (has('refuses-right-credentials')) return refuse('nobody may send here', settings);
  if (point !== undefined && openPoints.includes(point)) return undefined;
  if (credentials.secure !== undefined && has('ignores-basic-over-tls')) return undefined;
  const certified = byCertificate(credentials, settings);
  if (certified === 'granted') return undefined;
  if (certified !== undefined) return certified;
  const value = valueOf(head, 'Authorization');
  if (value === undefined) {
    return has('accepts-missing-credentials') ? undefined : refuse('no credentials were sent', settings);
  }
  const before = lastJudged.get(settings);
  if (before?.value === value && before.point === point) return before.refusal;
  const refusal = byBasic(value, point, settings);
  lastJudged.set(settings, { value, point, refusal });
  return refusal;
};
