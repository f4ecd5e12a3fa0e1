/**
 * Time in a scenario has two kinds. A *deadline* bounds a wait for something that ought to happen; a conforming
 * target never meets it. A *delay* is part of what we do: how late a 100 comes, how long silence is listened to.
 * Both are named here, in milliseconds; the runner scales them, and a scenario only ever says the name.
 */
export const deadlines = {
  /** A connection is made. */
  connect: 5_000,
  /** 100 Continue, or a final response in its place. */
  interim: 5_000,
  /** A final response. */
  final: 10_000,
  /** Payload at a listener or at our server. */
  payload: 10_000,
  /** A listener is let in, or a mount point is free again. */
  join: 5_000,
  /** The target gives up what it cannot read. */
  refusal: 5_000,
  /** The target closes a connection. */
  close: 10_000,
  /** A page of statistics shows what it should. */
  page: 5_000,
  /** A command under test makes its first connection. */
  startup: 20_000,
  /** A command under test does what the scenario waits for. */
  behaviour: 30_000,
} as const;

export const delays = {
  /** Less than any client's own patience: curl waits 1 s, libshout 4 s. */
  shortContinue: 600,
  /** More than most clients' patience. */
  longContinue: 6_000,
  /** How long we listen for something that ought not to come. */
  silence: 1_500,
  /** How long a port stays closed before it opens. */
  outage: 2_000,
  /** How long a source pauses between two bursts. */
  pause: 1_000,
  /** How long a flow is watched to judge its steadiness. */
  window: 8_000,
  /** A second as our own source counts it: how long it takes to stream a second of media. */
  second: 1_000,
  /** How long our own source waits for a 100 before it sends its body without; longer than `shortContinue`. */
  patience: 2_000,
  /** How long our own source waits before it tries again; longer than `refusal`. */
  retry: 5_000,
  /** How long a refused client is watched and heard out. */
  refusal: 3_000,
  /** How long no SYN is answered: time for an attempt of six seconds, and for the beginning of the next. */
  blackHole: 15_000,
  /** How long nothing has to come from a client to say that nothing will. */
  indefinite: 20_000,
} as const;

export type DeadlineName = keyof typeof deadlines;
export type DelayName = keyof typeof delays;
