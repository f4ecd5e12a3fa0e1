import type { if2Facts } from '../facts/if2.ts';
import type { Rule } from '../rule.ts';
import { if2ManifestRules } from './if2-manifest.ts';
import { if2MpdHeaderRules } from './if2-mpd-headers.ts';
import { if2MpdMediaRules } from './if2-mpd-media.ts';
import { if2MpdRules } from './if2-mpd.ts';
import { if2ObjectRules } from './if2-objects.ts';
import { if2PlaylistObjectRules } from './if2-playlist-objects.ts';
import { if2PlaylistRules } from './if2-playlist.ts';

/** Objects and manifests of interface 2. */
export const if2Rules = {
  ...if2ObjectRules,
  ...if2ManifestRules,
  ...if2PlaylistRules,
  ...if2PlaylistObjectRules,
  ...if2MpdRules,
  ...if2MpdMediaRules,
  ...if2MpdHeaderRules,
} satisfies Record<keyof typeof if2Facts, Rule>;
