/**
 * How the servers that source clients meet word the same acceptance (the document describes no final response):
 * Icecast 2.4 answers 200 before the body, with HTTP/1.0; 2.5 answers 100, and 200 when the source ends; `strict`
 * is what RFC 9110 and the document ask for.
 */
import type { Behaviour, Personality } from './behaviour.ts';

export interface Wording {
  /** Version on final status lines. */
  readonly version: string;
  /** Fields that it (wrongly) puts on 100 Continue. */
  readonly interimFields: readonly (readonly [string, string])[];
  readonly finalWhen: 'after-interim' | 'at-end';
  readonly server: string;
  /** Whether a chunked body is decoded for listeners. */
  readonly decodesChunks: boolean;
  /** Whether it sends 100 to a client that speaks HTTP/1.0, which RFC 9110 (15.2) forbids. */
  readonly interimToOldClients: boolean;
}

export const wordings: Record<Personality, Wording> = {
  strict: {
    version: 'HTTP/1.1',
    interimFields: [],
    finalWhen: 'at-end',
    server: 'ingestspec',
    decodesChunks: true,
    interimToOldClients: false,
  },
  ice24: {
    version: 'HTTP/1.0',
    interimFields: [['Content-Length', '0']],
    finalWhen: 'after-interim',
    server: 'Icecast 2.4.4',
    decodesChunks: false,
    interimToOldClients: true,
  },
  ice25: {
    version: 'HTTP/1.1',
    interimFields: [['Content-Length', '0']],
    finalWhen: 'at-end',
    server: 'Icecast 2.5.0',
    decodesChunks: true,
    interimToOldClients: true,
  },
};

/** Accepts a source as a personality does. */
export const accepting = (
  personality: Personality = 'strict',
  changes: Partial<Behaviour> = {},
): Behaviour => ({
  interim: 'at-once',
  final: { status: 200, version: wordings[personality].version },
  finalWhen: wordings[personality].finalWhen,
  closes: false,
  ...changes,
});
