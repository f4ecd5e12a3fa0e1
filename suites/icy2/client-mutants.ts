/** For every scenario with a source client of ICY-META 2.1 under test, the deviation of ours that it must catch. */
import { client } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { icy2ClientScenarios } from './client.ts';

export const icy2ClientMutants = {
  'icy2/client/handshake/first-request': client('omits-icy2-version', 'ICY2-VER-01', 'ICY2-HS-01'),
  'icy2/client/handshake/minimum': client('omits-icy2-version', 'ICY2-MIN-1'),

  'icy2/client/fields/core': client('wrong-icy-station-id', 'ICY2-FIELD-icy-station-id'),
  'icy2/client/fields/podcast': client('wrong-icy-podcast-host', 'ICY2-FIELD-icy-podcast-host'),
  'icy2/client/fields/video': client('wrong-icy-video-type', 'ICY2-FIELD-icy-video-type'),
  'icy2/client/fields/social': client('wrong-icy-dj-handle', 'ICY2-FIELD-icy-dj-handle'),
  'icy2/client/fields/access': client('wrong-icy-nsfw', 'ICY2-FIELD-icy-nsfw'),
  'icy2/client/fields/verification': client(
    'wrong-icy-certificate-verify',
    'ICY2-FIELD-icy-certificate-verify',
  ),
  'icy2/client/fields/addresses': client(
    'addresses-without-scheme',
    'ICY2-URL-00',
    'ICY2-URL-01',
    'ICY2-BP-7',
  ),
  'icy2/client/fields/best-practices': client('omits-social-fields', 'ICY2-BP-3'),
  'icy2/client/fields/with-a-video': client('omits-video-fields', 'ICY2-BP-5'),

  'icy2/client/again/after-a-reset': client('forgets-icy2-version-on-reconnection', 'ICY2-BP-1'),
  'icy2/client/again/after-an-end': client('station-id-of-the-connection', 'ICY2-BP-2'),
  'icy2/client/again/in-two-sessions': client(
    'station-id-of-the-session',
    'ICY2-FIELD-icy-station-id-rec',
    'ICY2-BP-2',
  ),

  'icy2/client/token/without-tls': client('token-without-tls', 'ICY2-FIELD-icy-auth-token', 'ICY2-SEC-TLS-1'),
  'icy2/client/token/over-tls': client(['speaks-plain-to-https', 'never-retries'], 'ICY2-SEC-TLS-1'),
  'icy2/client/token/of-a-source': client(
    'wrong-icy-auth-token',
    'ICY2-FIELD-icy-auth-token',
    'ICY2-SEC-TOK-1',
  ),

  'icy2/client/servers/icecast-2.4': client(
    'demands-icy2-of-servers',
    'ICY2-PRIN-1a',
    'ICY2-BC-0',
    'ICY2-BC-3',
  ),
  'icy2/client/servers/http-1.0': client('chokes-on-http-1.0', 'ICY2-BC-3'),
  'icy2/client/servers/http-1.1': client('stops-on-early-200', 'ICY2-BC-3'),
  'icy2/client/servers/icy-200-ok': client('chokes-on-icy', 'ICY2-BC-3'),
  'icy2/client/servers/shoutcast-ok2': client('chokes-on-other-protocols', 'ICY2-BC-0'),
} as const satisfies Record<keyof typeof icy2ClientScenarios, Mutant>;

/** Further deviations, most of them for further clauses of a scenario. */
export const furtherIcy2ClientMutants: readonly (readonly [keyof typeof icy2ClientScenarios, Mutant])[] = [
  ['icy2/client/handshake/first-request', client('repeats-icy2-version', 'ICY2-VER-01')],
  ['icy2/client/handshake/first-request', client('wrong-icy-metadata-version', 'ICY2-VER-01')],
  ['icy2/client/handshake/first-request', client('icy2-version-beforehand', 'ICY2-VER-01', 'ICY2-HS-01')],
  ['icy2/client/handshake/first-request', client('icy-meta-names', 'ICY2-VER-01', 'ICY2-HS-01')],
  ['icy2/client/handshake/first-request', client('omits-icy2', 'ICY2-VER-01', 'ICY2-HS-01')],
  [
    'icy2/client/handshake/minimum',
    client('omits-icy2', 'ICY2-MIN-1', 'ICY2-MIN-2', 'ICY2-MIN-3', 'ICY2-MIN-4'),
  ],
  ['icy2/client/handshake/minimum', client('omits-station-id', 'ICY2-MIN-2')],
  ['icy2/client/handshake/minimum', client('omits-icy-name', 'ICY2-MIN-3')],
  ['icy2/client/handshake/minimum', client('omits-icy-genre', 'ICY2-MIN-4')],
  ['icy2/client/handshake/first-request', client('omits-host', 'ICY2-HS-02')],
  ['icy2/client/handshake/first-request', client('omits-content-type', 'ICY2-HS-02')],
  ['icy2/client/handshake/first-request', client('other-scheme', 'ICY2-HS-02', 'ICY2-SEC-AUTH-1')],
  [
    'icy2/client/handshake/first-request',
    client('blank-lines-between-fields', 'ICY2-HS-03', 'ICY2-EX-01', 'ICY2-PRIN-3'),
  ],
  [
    'icy2/client/handshake/first-request',
    client(['blank-lines-between-fields', 'sends-raw-body'], 'ICY2-HS-03', 'ICY2-EX-01', 'ICY2-PRIN-3'),
  ],
  ['icy2/client/handshake/first-request', client('blank-line-before-stream', 'ICY2-HS-03')],
  ['icy2/client/handshake/first-request', client('sends-empty-fields', 'ICY2-PRIN-5')],
  ['icy2/client/handshake/first-request', client('latin1-icy-fields', 'ICY2-ENC-01')],
  ['icy2/client/handshake/first-request', client('icy-fields-encoded-twice', 'ICY2-ENC-01')],

  ['icy2/client/fields/core', client('wrong-icy-name', 'ICY2-FIELD-icy-name')],
  ['icy2/client/fields/core', client('repeats-icy-name', 'ICY2-FIELD-icy-name')],
  ['icy2/client/fields/core', client('wrong-icy-url', 'ICY2-FIELD-icy-url')],
  ['icy2/client/fields/core', client('wrong-icy-genre', 'ICY2-FIELD-icy-genre')],
  ['icy2/client/fields/core', client('wrong-icy-br', 'ICY2-FIELD-icy-br')],
  ['icy2/client/fields/core', client('wrong-icy-pub', 'ICY2-FIELD-icy-pub')],
  ['icy2/client/fields/podcast', client('wrong-icy-podcast-rss', 'ICY2-FIELD-icy-podcast-rss')],
  ['icy2/client/fields/podcast', client('wrong-icy-podcast-episode', 'ICY2-FIELD-icy-podcast-episode')],
  ['icy2/client/fields/podcast', client('wrong-icy-duration', 'ICY2-FIELD-icy-duration')],
  ['icy2/client/fields/podcast', client('wrong-icy-language', 'ICY2-FIELD-icy-language', 'ICY2-LANG-01')],
  ['icy2/client/fields/video', client('wrong-icy-video-link', 'ICY2-FIELD-icy-video-link')],
  ['icy2/client/fields/video', client('wrong-icy-video-title', 'ICY2-FIELD-icy-video-title')],
  ['icy2/client/fields/video', client('wrong-icy-video-platform', 'ICY2-FIELD-icy-video-platform')],
  ['icy2/client/fields/video', client('wrong-icy-video-resolution', 'ICY2-FIELD-icy-video-resolution')],
  ['icy2/client/fields/social', client('wrong-icy-social-twitter', 'ICY2-FIELD-icy-social-twitter')],
  ['icy2/client/fields/social', client('wrong-icy-social-ig', 'ICY2-FIELD-icy-social-ig')],
  ['icy2/client/fields/social', client('wrong-icy-social-tiktok', 'ICY2-FIELD-icy-social-tiktok')],
  ['icy2/client/fields/social', client('wrong-icy-emoji', 'ICY2-FIELD-icy-emoji')],
  ['icy2/client/fields/social', client('wrong-icy-hashtags', 'ICY2-FIELD-icy-hashtags')],
  ['icy2/client/fields/social', client('sends-many-emoji', 'ICY2-BP-6')],
  ['icy2/client/fields/social', client('sends-many-hashtags', 'ICY2-BP-8')],
  ['icy2/client/fields/access', client('wrong-icy-ai-generated', 'ICY2-FIELD-icy-ai-generated')],
  ['icy2/client/fields/access', client('wrong-icy-geo-region', 'ICY2-FIELD-icy-geo-region')],
  [
    'icy2/client/fields/verification',
    client('wrong-icy-verification-status', 'ICY2-FIELD-icy-verification-status'),
  ],
  ['icy2/client/fields/addresses', client('addresses-without-host', 'ICY2-URL-00', 'ICY2-BP-7')],
  ['icy2/client/fields/addresses', client('addresses-of-other-schemes', 'ICY2-URL-01', 'ICY2-BP-7')],
  ['icy2/client/fields/addresses', client('addresses-with-blanks', 'ICY2-URL-02', 'ICY2-BP-7')],
  ['icy2/client/fields/best-practices', client('omits-content-flags', 'ICY2-BP-4')],

  ['icy2/client/again/after-a-reset', client('station-id-of-the-connection', 'ICY2-BP-2')],
  ['icy2/client/again/after-an-end', client('never-retries', 'ICY2-BP-1', 'ICY2-BP-2')],

  ['icy2/client/token/of-a-source', client('unsigned-token', 'ICY2-FIELD-icy-auth-token', 'ICY2-SEC-TOK-1')],
  ['icy2/client/token/of-a-source', client('long-lived-token', 'ICY2-SEC-TOK-2')],
  ['icy2/client/token/of-a-source', client('lasting-token', 'ICY2-SEC-TOK-2')],
  ['icy2/client/token/of-a-source', client('token-for-any-mount', 'ICY2-SEC-TOK-4')],

  ['icy2/client/servers/icecast-2.4', client('stops-on-early-200', 'ICY2-PRIN-1a', 'ICY2-BC-0', 'ICY2-BC-3')],
];
