/** For every scenario of conduct, the deviation of ours that it must catch. */
import { server } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { icy2ConductScenarios } from './conduct.ts';

export const icy2ConductMutants = {
  'icy2/request/put': server('speaks-icy1-only', 'ICY2-HS-01'),
  'icy2/request/post': server('refuses-posts-in-error', 'ICY2-HS-01'),
  'icy2/request/without-authorization': server('accepts-missing-credentials', 'ICY2-HS-02'),
  'icy2/request/without-content-type': server('answers-501-to-missing-type', 'ICY2-HS-02'),
  'icy2/request/without-host': server('accepts-missing-host', 'ICY2-HS-02'),
  'icy2/request/server-header': server('401-without-server', 'ICY2-OVR-02'),

  'icy2/credentials/right': server('refuses-right-credentials', 'ICY2-SEC-AUTH-1'),
  'icy2/credentials/wrong-password': server('accepts-wrong-password', 'ICY2-SEC-AUTH-1'),
  'icy2/credentials/missing': server('accepts-missing-credentials', 'ICY2-SEC-AUTH-1'),

  'icy2/token/kept-from-listeners': server('relays-token', 'ICY2-STATS-token-leak'),
  'icy2/token/kept-from-statistics': server('publishes-token', 'ICY2-STATS-token-leak'),
  'icy2/token/kept-from-pages': server('shows-token-on-pages', 'ICY2-STATS-token-leak'),
  'icy2/token/kept-from-the-administrator': server(
    'tells-the-administrator-the-token',
    'ICY2-STATS-token-leak',
  ),
  'icy2/token/beside-credentials': server('refuses-tokens', 'ICY2-FIELD-icy-auth-token'),
  'icy2/token/odd-values': server('trips-over-icy-auth-token', 'ICY2-FIELD-icy-auth-token'),
  'icy2/token/unknown-token-alone': server('any-token-opens', 'ICY2-SEC-AUTH-1', 'ICY2-SEC-AUTH-2'),
  'icy2/token/unknown-token-with-a-wrong-password': server(
    'token-beats-password',
    'ICY2-SEC-AUTH-1',
    'ICY2-SEC-AUTH-2',
  ),
  'icy2/token/right-token-alone': server('forgets-tokens', 'ICY2-SEC-AUTH-2'),
  'icy2/token/token-of-another-mount': server('any-token-opens', 'ICY2-SEC-TOK-4'),

  'icy2/tls/source-over-tls': server('no-sources-over-tls', 'ICY2-SEC-TLS-1'),
  'icy2/tls/fields-over-tls': server('icy2-over-plain-http-only', 'ICY2-PRIN-3'),
  'icy2/tls/fields-over-plain-http': server('speaks-icy1-only', 'ICY2-PRIN-3'),

  'icy2/encoding/two-byte-characters': server('garbles-icy2-text', 'ICY2-ENC-01'),
  'icy2/encoding/three-byte-characters': server('garbles-icy2-text', 'ICY2-ENC-01'),
  'icy2/encoding/four-byte-characters': server('loses-4-byte-icy2-text', 'ICY2-ENC-01'),
  'icy2/encoding/emoji-sequences': server('loses-4-byte-icy2-text', 'ICY2-ENC-01'),
  'icy2/encoding/name-of-an-icy1-source': server('garbles-statistics', 'ICY2-ENC-01'),
  'icy2/encoding/invalid-utf-8': server('prints-invalid-utf-8', 'ICY2-ENC-01'),

  'icy2/escaping/markup-in-json': server('does-not-escape-statistics', 'ICY2-STATS-escape'),
  'icy2/escaping/markup-in-xml': server('does-not-escape-statistics', 'ICY2-STATS-escape'),
  'icy2/escaping/markup-comes-back': server('escapes-twice', 'ICY2-STATS-escape'),
  'icy2/escaping/markup-on-pages': server('does-not-escape-pages', 'ICY2-STATS-escape'),
  'icy2/escaping/quotes-in-addresses': server('does-not-escape-pages', 'ICY2-STATS-escape'),
  'icy2/escaping/scripts-for-addresses': server('links-any-address', 'ICY2-URL-01'),

  'icy2/limits/32-lines': server('refuses-unknown-icy-fields', 'ICY2-BC-1'),
  'icy2/limits/48-lines': server('refuses-unknown-icy-fields', 'ICY2-BC-1'),
  'icy2/limits/67-lines': server('falls-over-many-fields', 'ICY2-BC-1'),
  'icy2/limits/credentials-last': server('drops-icy-fields-beyond-32-lines', 'ICY2-BC-1'),
  'icy2/limits/credentials-first': server('drops-icy-fields-beyond-32-lines', 'ICY2-BC-1'),
  'icy2/limits/more-than-4096-bytes': server('closes-on-long-head', 'ICY2-REF-01'),
  'icy2/limits/long-values': server('cuts-long-values', 'ICY2-REF-01'),

  'icy2/example/with-its-blank-lines': server('reads-fields-from-the-body', 'ICY2-EX-01'),
  'icy2/example/as-it-was-meant': server('drops-icy-fields-beyond-32-lines', 'ICY2-EX-02'),
  'icy2/example/curl-basic': server('refuses-right-credentials', 'ICY2-CURL-1'),
  'icy2/example/curl-basic-over-tls': server('icy2-over-plain-http-only', 'ICY2-CURL-1'),
  'icy2/example/curl-full': server('reads-icy-meta-names-only', 'ICY2-CURL-2'),
  'icy2/example/curl-full-over-tls': server('icy2-over-plain-http-only', 'ICY2-CURL-2'),

  'icy2/listeners/legacy-fields': server('forgets-icy-headers', 'ICY2-BC-2'),
  'icy2/listeners/without-asking': server('metaint-unasked', 'ICY2-PRIN-1b'),
  'icy2/listeners/asking': server('wrong-metaint', 'ICY2-PRIN-1b'),
  'icy2/listeners/title-update': server('title-beside-the-block', 'ICY2-PRIN-1b'),
  'icy2/listeners/long-title': server('overlong-blocks', 'ICY2-PRIN-1b'),
  'icy2/listeners/overlong-title': server('loses-byte-at-block', 'ICY2-PRIN-1b'),
} as const satisfies Record<keyof typeof icy2ConductScenarios, Mutant>;

/** Further deviations, most of them for further clauses of a scenario. */
export const furtherIcy2ConductMutants: readonly (readonly [keyof typeof icy2ConductScenarios, Mutant])[] = [
  ['icy2/credentials/wrong-password', server('401-without-challenge', 'ICY2-SEC-AUTH-1')],
  [
    'icy2/token/unknown-token-with-a-wrong-password',
    server('any-token-opens', 'ICY2-SEC-AUTH-1', 'ICY2-SEC-AUTH-2'),
  ],
  ['icy2/tls/source-over-tls', server('refuses-right-credentials', 'ICY2-SEC-TLS-1')],
  ['icy2/example/curl-basic-over-tls', server('no-sources-over-tls', 'ICY2-CURL-1')],
  ['icy2/encoding/invalid-utf-8', server('trips-over-invalid-utf-8', 'ICY2-ENC-01')],
  ['icy2/encoding/emoji-sequences', server('garbles-icy2-text', 'ICY2-ENC-01')],
  ['icy2/limits/67-lines', server('drops-icy-fields-beyond-32-lines', 'ICY2-BC-1')],
  ['icy2/limits/long-values', server('falls-over-long-values', 'ICY2-REF-01')],
  ['icy2/example/with-its-blank-lines', server('falls-over-the-printed-example', 'ICY2-EX-01')],
  ['icy2/listeners/asking', server('no-metaint', 'ICY2-PRIN-1b')],
  ['icy2/listeners/asking', server('loses-byte-at-block', 'ICY2-PRIN-1b')],
  ['icy2/listeners/asking', server('overlong-blocks', 'ICY2-PRIN-1b')],
  ['icy2/listeners/title-update', server('overlong-blocks', 'ICY2-PRIN-1b')],
  ['icy2/listeners/title-update', server('ignores-updates', 'ICY2-PRIN-1b')],
  ['icy2/listeners/title-update', server('repeats-titles', 'ICY2-PRIN-1b')],
];
