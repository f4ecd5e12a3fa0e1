/** Whether a scenario applies to a target, by what the target declares. */
import type { Outcome } from '../scenario/check.ts';
import { features as known } from '../scenario/scenario.ts';
import type { FeatureName, Scenario } from '../scenario/scenario.ts';

export type Features = Readonly<Record<string, boolean | string | number>>;

/**
 * `applies`, or the outcome that every check of the scenario gets instead: skipped where the target file says that
 * the feature is lacking, unclear where it is needed and nothing is known of it.
 */
export const applicability = (scenario: Scenario, features: Features): 'applies' | Outcome => {
  const needed: readonly FeatureName[] = scenario.needs ?? [];
  const lacking = needed.find((name) => features[name] === false);
  if (lacking !== undefined) {
    return {
      outcome: 'skipped',
      why: `the target is declared without ${known[lacking]} (features.${lacking}: false)`,
    };
  }
  const unknown = needed.find((name) => features[name] === undefined);
  if (unknown === undefined) return 'applies';
  return {
    outcome: 'unclear',
    reason: 'prerequisite-missing',
    why: `this needs ${known[unknown]}; say in the target file whether there is one (features.${unknown})`,
  };
};
