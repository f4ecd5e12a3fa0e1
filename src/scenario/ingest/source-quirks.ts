/**
 * Every way in which our ingest source can be told to deviate; each is the mutant of some scenario, or a habit seen in
 * the field.
 */
export const sourceQuirks = {
  // The request
  'uses-put': 'sends PUT, as later editions let it (livesim2, GPAC)',
  'speaks-http-1.0': 'sends HTTP/1.0 in its request line, and closes to end a body',
  'omits-host': 'sends no Host',
  'ignores-the-path': 'posts to / instead of the POST URL',
  'one-path-for-all': 'posts every track to the POST URL itself',
  'declares-a-length': 'declares a Content-Length for a body that has no end yet',
  'length-and-chunks': 'sends both Content-Length and Transfer-Encoding',
  'one-connection-for-all': 'posts all its tracks over one connection, one after the other',
  'gzip-in-name-only': 'names the gzip coding, and sends its bodies as they are',
  'form-content-type': 'calls its bodies application/x-www-form-urlencoded (the Unified reference tool)',

  // How it begins and ends
  'skips-the-probe': 'sends header and fragments in its first request; this is no deviation',
  'probes-with-a-fragment': 'begins with a media fragment',
  'omits-the-header': 'never sends a CMAF header',
  'fragments-before-the-header': 'sends the header after the first fragment',
  'begins-without-authentication': 'sends its header before it is let in, without credentials',
  'ignores-a-failed-probe': 'sends its stream although the probe was refused',
  'omits-mfra': 'ends without mfra',
  'populated-mfra': 'ends with an mfra that has entries, as ffmpeg does',
  'omits-last-chunk': 'closes the connection without the last chunk',
  'does-not-wait-for-the-response': 'closes the connection without waiting for the response',
  'resets-at-end': 'ends with RST',

  // Credentials and certificates
  'omits-credentials': 'never sends credentials',
  'wrong-password': 'sends another password than it was given',
  'no-client-certificate': 'shows no certificate',
  'wrong-client-certificate':
    'shows a certificate that nobody vouches for and that does not vouch for itself',
  'trusts-any-server': 'takes any server certificate (ffmpeg, the Unified reference tool)',
  'refuses-every-server': 'takes no server certificate at all',
  'tls-1.1-only': 'speaks TLS 1.1 at most',
  'old-ciphers': 'offers only suites that the intermediate profile does not have',
  'weak-ciphers-besides': 'offers suites of CBC and RSA key exchange besides',
  'plain-http': 'does not speak TLS',

  // What it makes of answers
  'ignores-statuses': 'sends on whatever it is answered (ffmpeg without credentials)',
  'never-retries': 'gives up for good at the first failure',
  'gives-up-on-403': 'ends at the first 403',
  'same-credentials-after-403': 'tries again after 403 with the credentials that were refused',
  'drops-credentials-on-retry': 'tries again without credentials',
  hammers: 'tries again at once, without end (GStreamer)',
  'retries-forever': 'never stops after refusals, however many',
  'ignores-412': 'goes on with fragments after 412',
  'ignores-400': 'goes on with fragments after 400, and does not send the header again',
  'dies-of-415': 'falls over a status that it does not know',
  'stops-on-503': 'ends at a 503',
  'drops-refused-fragments': 'does not send a fragment again that was refused',
  'ignores-redirects': 'does not follow redirects',
  'get-on-redirect': 'follows redirects with GET',
  'follows-redirects-forever': 'follows redirects without end',
  'redirect-drops-credentials': 'follows redirects to the same authority without its credentials',
  'carries-credentials-elsewhere': 'follows redirects to another authority with its credentials',

  // What it makes of faults
  'forgets-the-header-on-reconnect':
    'goes on with fragments on a new connection, without the header (ffmpeg)',
  'other-url-on-reconnect': 'comes back with another path',
  'loses-the-fragment-in-flight': 'goes on with the fragment after the one that was cut off',
  'skips-to-the-live-edge': 'leaves out what it could not send, even after a short outage',
  'restarts-its-clock': 'begins at baseMediaDecodeTime 0 again on a new connection',
  'waits-for-ever-to-connect': 'has no time-out for a connection that nobody answers',
  'impatient-to-connect': 'gives a connection up after a tenth of a second',
  'does-not-retry-a-timeout': 'gives up for good where nobody answers',
  'keeps-stalled-requests': 'goes on with a request that takes no bytes (GEN-09)',
  'keeps-sparse-requests-open': 'keeps the request of a sparse track open between fragments',
  'falls-behind': 'sends media at half the speed at which it plays',
  'reuses-the-broken-connection': 'waits for a connection that stalls instead of making a new one',

  // Names and addresses
  'resolves-once': 'looks its host up once and never again',
  'ignores-the-ttl': 'keeps an address long after its time',
  'first-address-only': 'tries one address of several',
  'ipv4-only': 'knows no IPv6',
  'ipv6-only': 'knows no IPv4',

  // Media
  'drops-fragments': 'leaves out every fourth fragment',
  'repeats-fragments': 'sends every fourth fragment twice with another sequence number',
  'moved-time': 'moves baseMediaDecodeTime of a fragment by a frame',
  'long-fragments': 'sends fragments of ten seconds',
  'no-btrt': 'leaves btrt out',
  'no-language': 'declares no language',
  'no-role': 'leaves kind out',
  'wrong-role': 'names a role that the scheme does not have',
  'in-band-emsg': 'puts event messages before fragments of video',
  'unaligned-set': 'shifts the fragments of one rendition by a frame',
  'audio-of-another-time': 'counts the time of its audio from a minute before that of its video',
  'other-timescale-in-set': 'gives one rendition another timescale',
  'wrong-text-handler': 'gives its WebVTT track the handler subt',
  'metadata-with-gaps': 'leaves out fragments of the metadata track that have nothing to say',
  'wrong-scte-scheme': 'names a scheme of SCTE-35 that does not exist',
  'broken-splice-crc': 'breaks the CRC of its SCTE-35 sections',

  // Two instances
  'other-header-on-takeover': 'the second instance has another header',
  'other-url-on-takeover': 'the second instance posts to other paths',
  'own-clock': 'each instance counts time from its own start',
  'late-takeover': 'the second instance begins five fragments late',
} as const;

export type SourceQuirk = keyof typeof sourceQuirks;
