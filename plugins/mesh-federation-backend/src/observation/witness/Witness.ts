import type {
  Timestamp,
  WitnessProblem,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WitnessQuestion } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/** What istiod has configured one proxy with, as it sent it: JSON, not read yet. */
export interface ProxyDump {
  readonly namespace: string;
  readonly pod: string;
  /** Pod of istiod that sent it. */
  readonly istiod: string;
  readonly at: Timestamp;
  readonly text: SharedArrayBuffer;
}

/** What was answered for each proxy, in the order of the question. */
export type WitnessAnswer = readonly (
  | { readonly ok: true; readonly dump: ProxyDump }
  | { readonly ok: false; readonly reason: WitnessProblem }
)[];

/** Asks istiod what it has configured clients' proxies with. */
export interface Witness {
  ask(
    question: Pick<WitnessQuestion, 'cluster' | 'proxies'> & {
      /** What istiod said before is of no use; absent: what was asked for some seconds ago is. */
      readonly notBefore?: Timestamp;
    },
  ): Promise<WitnessAnswer>;
}
