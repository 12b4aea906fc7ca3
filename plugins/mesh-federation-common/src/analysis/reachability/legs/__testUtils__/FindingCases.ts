import type {
  ClusterState,
  Federation,
  LegResult,
  ReachabilityQuery,
} from '../../../../model';
import type { KnownFindingCode } from '../../../../findings/registry';

/** The states of all clusters and the question that a leg is asked. */
export interface LegCase {
  /**
   * What is special, as the end of "when …", for example
   * `the Service is missing in the client's cluster`.
   */
  readonly when: string;
  /** Usually `aMeshOfServices()` with one thing changed. */
  readonly states: () => readonly ClusterState[];
  /** What differs from `DEFAULT_QUERY`. */
  readonly query?: Partial<ReachabilityQuery>;
  readonly federations?: readonly Federation[];
  /** Further demands on the leg's answer, beside those that come with the kind of case. */
  readonly expected?: Partial<Omit<LegResult, 'leg' | 'summary'>>;
}

/** The three cases that each code needs. */
export interface FindingCase {
  /**
   * The leg brings the code. With severity error it is violated, and an object at fault is named.
   */
  readonly positive: LegCase;
  /** Near the positive case, but satisfied and without the code. */
  readonly negative: LegCase;
  /**
   * What decides on the code was not observed: the leg is unknown, says what is missing, and does
   * not bring the code.
   */
  readonly unknown: LegCase;
}

/**
 * Cases of one leg by the codes that it brings. Exported as `<leg>Cases` from
 * `legs/__testUtils__/<leg>Cases.ts`.
 */
export type FindingCases = Readonly<
  Partial<Record<KnownFindingCode, FindingCase>>
>;

/** Workload `client` of east asks for `shop/orders` port 80 in west. */
export const DEFAULT_QUERY: ReachabilityQuery = {
  client: { cluster: 'east', namespace: 'shop', workload: 'client' },
  provider: 'west',
  service: { namespace: 'shop', name: 'orders' },
  port: 80,
};
