/** What is known of a scenario before its trace has begun. */
import type { Parameters } from './event.ts';

export const nowhere: Parameters = {
  role: 'server',
  origin: '',
  mount: '',
  user: '',
  passwordLength: 0,
  features: {},
};
