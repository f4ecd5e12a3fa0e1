import { scenarios } from '../../suites/index.ts';
import type { Catalogue } from '../config/index.ts';
import { reporterNames } from '../report/index.ts';

/** Every name that a user may write. */
export const catalogue: Catalogue = { scenarios: Object.keys(scenarios), reporters: reporterNames };
