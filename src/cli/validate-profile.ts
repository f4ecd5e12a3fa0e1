import { facts } from '../rules/facts/index.ts';
import type { Facts } from '../rules/facts/facts.ts';
import type { Finding } from '../rules/finding.ts';
import type { Profile } from '../spec/clause.ts';

/**
 * Findings as a profile reads them: under `practical` an error of a rule of which we are not sure becomes a warning.
 * The other profiles leave findings as they are; `literal` has been heard before, as strict severities.
 */
export const underProfile = <F extends Pick<Finding, 'rule' | 'severity'>>(
  findings: readonly F[],
  profile: Profile,
): readonly F[] =>
  profile !== 'practical'
    ? findings
    : findings.map((finding) => {
        const [, , , confidence] = facts[finding.rule] as Facts;
        return finding.severity === 'error' && confidence !== 'high'
          ? { ...finding, severity: 'warning' }
          : finding;
      });
