import type { Severity } from '../../model';

/**
 * What is the same in every finding of one code.
 *
 * @public
 */
export interface FindingDefinition {
  readonly title: string;
  readonly severity: Severity;
  /** What it means and what follows from it. */
  readonly meaning: string;
  /**
   * What to do. `{cluster}`, `{peer}` and `{object}` stand for those of the finding, any other
   * `{name}` for a parameter that the finding has to bring.
   */
  readonly fix: string;
}
