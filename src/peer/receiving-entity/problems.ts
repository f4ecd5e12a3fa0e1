/** What is answered to what cannot be taken (DI-GEN-18 to DI-GEN-20), and the quirks that answer otherwise. Pure. */
import type { Problem } from './body-reader.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

const isMediaType = (contentType: string): boolean =>
  contentType === '' ||
  contentType === 'application/octet-stream' ||
  /^(video|audio|application)\/(mp4|iso\.segment)$/.test(contentType);

/** A refusal, or `taken` where a quirk lets it pass. */
export const judgement = (
  { kind, why }: Problem,
  contentType: string,
  { has }: Settings,
): Refusal | 'taken' => {
  switch (kind) {
    case 'foreign':
    case 'hostile':
      if (has('takes-any-media')) return 'taken';
      if (has('answers-500-to-foreign-media')) return { status: 500, why: 'the media are undefined' };
      if (kind === 'hostile') return { status: 400, why };
      if (has('answers-415-to-foreign-media') || !isMediaType(contentType)) {
        return { status: 415, why: 'the media type is not supported' };
      }
      return { status: 400, why };
    case 'codec':
      return has('takes-any-media') ? 'taken' : { status: 415, why };
    case 'header':
      return has('takes-broken-headers') || has('takes-any-media') ? 'taken' : { status: 400, why };
    case 'fragment':
      return has('takes-any-media') || has('takes-broken-fragments') ? 'taken' : { status: 400, why };
    case 'cut':
      return has('takes-truncated-fragments') ? 'taken' : { status: 400, why };
    case 'no-tfdt':
      return has('takes-fragments-without-tfdt') ? 'taken' : { status: 400, why };
    case 'no-header':
      if (has('takes-fragments-without-header')) return 'taken';
      if (has('answers-500-without-header')) return { status: 500, why: 'the header is undefined' };
      return { status: has('answers-404-without-header') ? 404 : 412, why };
    case 'foreign-track':
      return has('takes-foreign-headers') ? 'taken' : { status: 412, why };
  }
};
