/**
 * Tokens of ours that are no secret: a scenario sends one, and looks for where it turns up. They stand in a trace as
 * they are, so that whoever reads it sees what was leaked.
 */

/** A canary is this and 128 bits in hexadecimal. */
export const canaryPrefix = 'ingestspec-canary-';

/** Whether a value of `icy-auth-token` is a canary, and nothing else. */
export const isCanary = (value: string): boolean =>
  /^(?:Bearer )?ingestspec-canary-[0-9a-f]{32}$/.test(value.trim());
