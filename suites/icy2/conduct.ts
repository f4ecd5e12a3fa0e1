/** How a server under test bears wrong values, hostile heads and tokens, and what it gives to listeners. */
import { credentials } from './conduct/credentials.ts';
import { encoding } from './conduct/encoding.ts';
import { escaping } from './conduct/escaping.ts';
import { example } from './conduct/example.ts';
import { limits } from './conduct/limits.ts';
import { listeners } from './conduct/listeners.ts';
import { request } from './conduct/request.ts';
import { tls } from './conduct/tls.ts';
import { token } from './conduct/token.ts';

export const icy2ConductScenarios = {
  ...request,
  ...credentials,
  ...token,
  ...tls,
  ...encoding,
  ...escaping,
  ...limits,
  ...example,
  ...listeners,
};
