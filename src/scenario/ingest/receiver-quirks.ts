/**
 * Every way in which our receiving entity can be told to deviate; each is the mutant of some scenario, or a habit seen
 * in the field.
 */
export const receiverQuirks = {
  // Who may send
  'accepts-missing-credentials': 'takes a source that sends no Authorization',
  'accepts-wrong-password': 'does not look at the password',
  'refuses-right-credentials': 'answers 403 to everybody',
  'ignores-permissions': 'takes an account of another publishing point',
  'answers-401': 'answers 401 with a challenge where the document says 403, as HTTP has it',
  'answers-401-without-challenge': 'answers 401 without WWW-Authenticate, as livesim2 does',
  'answers-500-to-bad-credentials': 'falls over credentials that are no base64',
  'refuses-without-a-reason': 'answers 403 with an empty reason phrase and no body',
  'escapes-the-publishing-point': 'takes a path with dot segments that leads out of the publishing point',
  'takes-any-path': 'takes paths outside every publishing point',
  'answers-400-to-unknown-points':
    'answers 400 where there is no such publishing point, as livesim2 does to bad paths',
  'creates-publishing-points': 'sets up a publishing point for whoever asks (livesim2)',
  'answers-500-to-unknown-points': 'falls over a publishing point that is not set up',

  // What is sent
  'takes-fragments-without-header': 'answers 200 to a fragment of a track whose header it never had',
  'answers-500-without-header': 'falls over a fragment without a header, as livesim2 does',
  'answers-404-without-header': 'answers 404 to a fragment of a track whose header it never had',
  'takes-foreign-headers': 'takes fragments whose track_ID the header does not have',
  'takes-broken-headers': 'takes a header that cannot be read',
  'takes-any-media': 'stores what is no CMAF and answers 200, as a passive store does',
  'answers-500-to-foreign-media': 'falls over what is no CMAF',
  'answers-415-to-foreign-media':
    'answers 415 to a media type that it does not support, which the text allows; this is no deviation',
  'answers-400-to-everything':
    'answers 400 whatever the reason of a refusal is, which the text allows for media; this is no deviation there',
  'takes-truncated-fragments': 'answers 200 to a fragment that was cut off',
  'takes-fragments-without-tfdt': 'takes a fragment without tfdt',
  'takes-broken-fragments': 'takes a fragment whose boxes contradict each other',
  'falls-over-hostile-boxes': 'closes every connection after a box whose size cannot be',
  'refuses-empty-probe': 'answers 400 to an empty POST',
  'refuses-second-header': 'answers 409 to a header that it has already',
  'refuses-changed-header': 'answers 400 to a header with another language in mid-stream',
  'refuses-chunks': 'answers 411 to a body without Content-Length',
  'refuses-post': 'answers 405 to POST',
  'refuses-put': 'answers 405 to PUT, as the document of 2019 lets it',
  'refuses-relative-paths': 'takes nothing below the POST URL',
  'needs-one-request-a-segment':
    'takes one media fragment a request and refuses more, as later editions have it',
  'loses-odd-chunks': 'takes each HTTP chunk for a box, and loses what does not fit',
  'takes-bad-chunk-sizes': 'takes a chunk line without a size for the last one, and answers 200',
  'drops-slow-bodies': 'answers 408 to a request that brings nothing for a fifth of the delay `pause`',
  'refuses-emsg': 'answers 400 to a fragment with an event message box before it',
  'publishes-in-band-emsg': 'hands event messages of media tracks on',
  'refuses-styp': 'answers 400 to a fragment with styp',
  'refuses-cmaf-chunks': 'answers 400 to a fragment of several CMAF chunks',
  'answers-500-to-sparse-tracks': 'falls over tracks of timed text and metadata',
  'insists-on-content-type': 'answers 415 to a request without Content-Type',
  'refuses-short-posts': 'wants a header in every request',
  'refuses-mfra': 'answers 400 to mfra',
  'ignores-last-chunk': 'waits for more after the last chunk',
  'answers-before-the-end': 'answers 200 before the body is over, and reads on',
  'resets-early': 'answers an error and resets the connection at once, so that the answer may be lost',

  // Sent again, and from elsewhere
  'refuses-resent-fragments': 'answers 409 to a fragment that it has already',
  'doubles-resent-fragments': 'keeps a fragment twice that was sent twice',
  'refuses-late-fragments': 'answers 400 to a fragment that is older than the newest',
  'refuses-gaps': 'answers 400 to a fragment that does not follow the one before',
  'refuses-second-source': 'answers 403 to another connection on a path that is in use',
  'one-connection-at-a-time': 'takes one connection and makes the others wait',
  'loses-tracks-side-by-side': 'mixes what comes on several connections at once',
  'forgets-points-on-restart': 'does not know its publishing points after a restart',
  'ends-the-track-for-good': 'answers 403 to a path whose event has ended',
  'loses-fragments': 'keeps every other fragment',

  // Codings and transports
  'stores-gzip-as-it-is': 'takes a gzip body for media as it stands, as passive stores do',
  'refuses-gzip': 'answers 415 to gzip',
  'answers-500-to-gzip': 'falls over gzip',
  'ignores-unknown-coding': 'takes a body in a content coding that it does not know',
  'listens-on-ipv4-only': 'listens on 127.0.0.1 and not on ::1',
  'tls-1.1': 'takes TLS 1.0 and 1.1',
  'tls-1.3-only': 'refuses TLS 1.2',
  'tls-1.2-only': 'refuses TLS 1.3',
  'one-cipher': 'takes one suite of TLS 1.2 that the intermediate profile does not have',
  'ignores-basic-over-tls': 'takes a source without credentials over TLS',
  'takes-any-certificate': 'does not look at who vouches for a certificate',
  'takes-expired-certificates': 'takes a certificate that has expired',
  'takes-server-certificates': 'takes a certificate that is not meant for clients',
  'refuses-every-certificate': 'refuses whoever shows a certificate',
  'needs-no-certificate': 'takes a source without a certificate where one is demanded',

  // Heads
  'accepts-length-with-chunks': 'takes a request with Content-Length and Transfer-Encoding, as Apache does',
  'answers-500-to-malformed-heads': 'falls over a head that is no HTTP as it should be',
  'hangs-on-long-heads': 'never answers a head of more than 64 KiB',
  'dies-of-noise': 'takes no more connections once one has sent what is not HTTP',
} as const;

export type ReceiverQuirk = keyof typeof receiverQuirks;
