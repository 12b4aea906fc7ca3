import type { Finding } from '../../../model';
import type { LegPart } from './conclude';

/** The findings that break a leg. */
export function errorsOf({ findings = [] }: LegPart): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}
