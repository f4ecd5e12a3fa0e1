/** The fields that a source client sends, one group of the document after the other, each by its grammar. */
import { wellFormed } from '../../../src/scenario/checks/icy2-client-fields.ts';
import {
  accountsNamed,
  fewEmoji,
  flagsStated,
  languageCode,
  someHashtags,
  videoDescribed,
} from '../../../src/scenario/checks/icy2-client-practice.ts';
import {
  checkedAddresses,
  encodedAddresses,
  validAddresses,
  webSchemes,
} from '../../../src/scenario/checks/icy2-client-addresses.ts';
import { under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ClientScenario, Expectations } from '../../../src/scenario/scenario.ts';
import { streaming } from './until.ts';

const described = (title: string, expect: Expectations): ClientScenario => ({
  title,
  serve: [accepting('strict')],
  until: streaming,
  needs: ['icy2'],
  expect,
});

export const fields = suite('icy2/client/fields', {
  core: described('What a source client says of its station', {
    'ICY2-FIELD-icy-station-id': wellFormed('icy-station-id'),
    'ICY2-FIELD-icy-name': wellFormed('icy-name'),
    'ICY2-FIELD-icy-url': wellFormed('icy-url'),
    'ICY2-FIELD-icy-genre': wellFormed('icy-genre'),
    'ICY2-FIELD-icy-br': wellFormed('icy-br'),
    'ICY2-FIELD-icy-pub': wellFormed('icy-pub'),
  }),

  podcast: described('What a source client says of its show', {
    'ICY2-FIELD-icy-podcast-host': wellFormed('icy-podcast-host'),
    'ICY2-FIELD-icy-podcast-rss': wellFormed('icy-podcast-rss'),
    'ICY2-FIELD-icy-podcast-episode': wellFormed('icy-podcast-episode'),
    'ICY2-FIELD-icy-duration': wellFormed('icy-duration'),
    'ICY2-FIELD-icy-language': wellFormed('icy-language'),
    'ICY2-LANG-01': languageCode,
  }),

  video: described('What a source client says of its video', {
    'ICY2-FIELD-icy-video-type': wellFormed('icy-video-type'),
    'ICY2-FIELD-icy-video-link': wellFormed('icy-video-link'),
    'ICY2-FIELD-icy-video-title': wellFormed('icy-video-title'),
    'ICY2-FIELD-icy-video-platform': wellFormed('icy-video-platform'),
    'ICY2-FIELD-icy-video-resolution': wellFormed('icy-video-resolution'),
  }),

  social: described('What a source client says of its accounts, its mood and its topics', {
    'ICY2-FIELD-icy-dj-handle': wellFormed('icy-dj-handle'),
    'ICY2-FIELD-icy-social-twitter': wellFormed('icy-social-twitter'),
    'ICY2-FIELD-icy-social-ig': wellFormed('icy-social-ig'),
    'ICY2-FIELD-icy-social-tiktok': wellFormed('icy-social-tiktok'),
    'ICY2-FIELD-icy-emoji': wellFormed('icy-emoji'),
    'ICY2-FIELD-icy-hashtags': wellFormed('icy-hashtags'),
    'ICY2-BP-6': under('E-ICY-15', fewEmoji),
    'ICY2-BP-8': someHashtags,
  }),

  access: described('What a source client says of its content and its audience', {
    'ICY2-FIELD-icy-nsfw': wellFormed('icy-nsfw'),
    'ICY2-FIELD-icy-ai-generated': wellFormed('icy-ai-generated'),
    'ICY2-FIELD-icy-geo-region': wellFormed('icy-geo-region'),
  }),

  verification: described('What a source client says of how it was verified', {
    'ICY2-FIELD-icy-certificate-verify': wellFormed('icy-certificate-verify'),
    'ICY2-FIELD-icy-verification-status': wellFormed('icy-verification-status'),
  }),

  addresses: described('The addresses that a source client sends', {
    'ICY2-URL-00': validAddresses,
    'ICY2-URL-01': webSchemes,
    'ICY2-URL-02': encodedAddresses,
    'ICY2-BP-7': checkedAddresses,
  }),

  'best-practices': described('What a source client does well to say', {
    'ICY2-BP-3': accountsNamed,
    'ICY2-BP-4': flagsStated,
  }),

  'with-a-video': {
    ...described('What a source client says that streams video', { 'ICY2-BP-5': videoDescribed }),
    until: { bodyBytes: 1024, orQuietFor: 'indefinite' },
    reference: { icy2: 'full', video: true },
  },
});
