/** Table 6 of the ingest document: what the extension of an object says of its media type. */

/**
 * The extensions of objects and the media types that go with them: table 6 of the document, its mistakes put right
 * (E-DI-32 to E-DI-36). The first type is the one that we send.
 */
export const objectTypes = {
  '.m3u8': ['application/vnd.apple.mpegurl', 'application/x-mpegurl', 'vnd.apple.mpegurl'],
  '.mpd': ['application/dash+xml'],
  '.cmfv': ['video/mp4'],
  '.cmfa': ['audio/mp4'],
  '.cmft': ['application/mp4'],
  '.cmfm': ['application/mp4'],
  '.mp4': ['video/mp4', 'application/mp4'],
  '.m4v': ['video/mp4'],
  '.m4a': ['audio/mp4'],
  '.m4s': ['video/iso.segment'],
  '.init': ['video/mp4'],
  '.header': ['video/mp4'],
  '.key': ['application/octet-stream'],
  '.ts': ['video/mp2t'],
} as const;

export type ObjectExtension = keyof typeof objectTypes;
