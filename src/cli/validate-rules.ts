/** Which rules a run needs: to load them all takes longer than to judge a small file. */
import type { Rules } from '../rules/rule.ts';
import type { Settings } from '../rules/settings.ts';
import { trackRules } from '../rules/track-rules.ts';
import type { Together } from './validate-options.ts';

/** The rules for so many tracks: those of a track, where nothing is said of several and no deep look is asked for. */
export const rulesFor = async (tracks: number, together: Together, { deep }: Settings): Promise<Rules> =>
  tracks <= 1 && !together.presentation && deep === 'off'
    ? trackRules
    : (await import('../rules/rules.ts')).rules;
