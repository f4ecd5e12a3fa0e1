/** When enough was seen of a source client. */

/** A head, and the beginning of a stream. */
export const streaming = { bodyBytes: 8 * 1024, orQuietFor: 'indefinite' } as const;

/** A stream that goes on after it was answered. */
export const streamingOn = { bodyBytes: 32 * 1024, orQuietFor: 'indefinite' } as const;
