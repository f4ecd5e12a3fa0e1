/** What was ingested, handed out again: the header and each fragment once. */
import type { RequestHead } from '../../http/message.ts';
import type { House } from './house.ts';
import { joined } from './kept.ts';
import { pathOf } from './place.ts';
import type { Refusal } from './refusal.ts';
import type { Reply } from './replies.ts';
import type { Track } from './tracks.ts';

/** A track as one file (DI-CMAF-GC-02). */
export const joinedTrack = ({ lastHeader, kept }: Track): Uint8Array =>
  joined([...(lastHeader === undefined ? [] : [lastHeader.bytes]), ...kept.once()]);

const typeOf = ({ lastHeader }: Track): string => {
  const kind = lastHeader?.trak?.kind;
  return kind === 'video' || kind === 'audio' ? `${kind}/mp4` : 'application/mp4';
};

/** The track of a path, or 404 where nothing is kept of it. */
export const readBack = (head: RequestHead, { tracks, settings }: House): Reply | Refusal => {
  const path = pathOf(head.target);
  if (typeof path !== 'string') return path;
  const track = settings.keep ? tracks.at(path) : undefined;
  if (track === undefined) return { status: 404, why: 'nothing is kept of this path' };
  return { status: 200, fields: [['Content-Type', typeOf(track)]], body: joinedTrack(track) };
};
