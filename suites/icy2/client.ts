/** Every scenario of ICY-META 2.1 in which a source client is under test. */
import { again } from './client/again.ts';
import { fields } from './client/fields.ts';
import { handshake } from './client/handshake.ts';
import { servers } from './client/servers.ts';
import { token } from './client/token.ts';

export const icy2ClientScenarios = { ...handshake, ...fields, ...again, ...token, ...servers };
