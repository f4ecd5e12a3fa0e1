import { plainAttributes, tagAttributes } from './playlist-tags.ts';
import { decimalInteger } from './playlist-values.ts';
import type { MultivariantPlaylist, TagWithAttributes, Variant } from './playlist-model.ts';
import type { TakeFault } from './reading.ts';

/** Takes the tags and URIs of a multivariant playlist one after the other. */
export interface MultivariantCollector {
  readonly tag: (name: string, value: string, line: number) => void;
  /** Whether this URI was that of a variant. */
  readonly uri: (uri: string, line: number) => boolean;
  readonly finish: () => MultivariantPlaylist;
}

const noUri = 'No URI comes after this EXT-X-STREAM-INF.';

/**
 * Reads the tags of a multivariant playlist (RFC 8216, 4.3.4). A variant without a URI is left out and becomes a
 * fault, as does every attribute that is missing or not of its type.
 */
export const collectMultivariant = (fault: TakeFault): MultivariantCollector => {
  const variants: Variant[] = [];
  const lists = new Map<string, TagWithAttributes[]>();
  let pending: TagWithAttributes | undefined;

  const tag = (name: string, value: string, line: number): void => {
    const read = tagAttributes(name, value, line, fault);
    if (read === undefined) return;
    const found = { line, attributes: plainAttributes(read) };
    if (name === 'EXT-X-STREAM-INF') {
      if (pending) fault(pending.line, noUri);
      pending = found;
      return;
    }
    const list = lists.get(name);
    if (list) list.push(found);
    else lists.set(name, [found]);
  };

  const uri = (text: string, line: number): boolean => {
    if (pending === undefined) return false;
    const { attributes } = pending;
    variants.push({
      uri: text,
      line,
      BANDWIDTH: decimalInteger(attributes.get('BANDWIDTH') ?? ''),
      attributes,
    });
    pending = undefined;
    return true;
  };

  const finish = (): MultivariantPlaylist => {
    if (pending) fault(pending.line, noUri);
    return {
      variants,
      renditions: lists.get('EXT-X-MEDIA') ?? [],
      iFrameStreams: lists.get('EXT-X-I-FRAME-STREAM-INF') ?? [],
      sessionKeys: lists.get('EXT-X-SESSION-KEY') ?? [],
      sessionData: lists.get('EXT-X-SESSION-DATA') ?? [],
    };
  };

  return { tag, uri, finish };
};
