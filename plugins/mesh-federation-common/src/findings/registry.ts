import type {
  Evidence,
  FieldChoice,
  Finding,
  ObjectRef,
  Remedy,
} from '../model';
import { DISCOVERY_FINDINGS } from './definitions/discovery';
import { NETWORK_FINDINGS } from './definitions/network';
import { OBSERVATION_FINDINGS } from './definitions/observation';
import { PLAN_FINDINGS } from './definitions/plan';
import { POLICY_FINDINGS } from './definitions/policies';
import { SERVICE_FINDINGS } from './definitions/services';
import { TRAFFIC_FINDINGS } from './definitions/traffic';
import { TRUST_FINDINGS } from './definitions/trust';
import { WITNESS_FINDINGS } from './definitions/witness';
import { describeObject } from '../model/objectRef';
import { optional } from '../model/basics/optional';

/**
 * Every finding that there is, by code. A code is never used for something else. MF1xxx
 * observation, MF2xxx trust, MF3xxx discovery, MF4xxx networks and gateways, MF5xxx Services and
 * their names, MF60xx policies, MF61xx traffic, MF62xx istiod's own say, MF7xxx plans and runs.
 *
 * @public
 */
export const FINDINGS = {
  ...OBSERVATION_FINDINGS,
  ...TRUST_FINDINGS,
  ...DISCOVERY_FINDINGS,
  ...NETWORK_FINDINGS,
  ...SERVICE_FINDINGS,
  ...POLICY_FINDINGS,
  ...TRAFFIC_FINDINGS,
  ...WITNESS_FINDINGS,
  ...PLAN_FINDINGS,
} as const;

/** @public */
export type KnownFindingCode = keyof typeof FINDINGS;

type PlaceholdersIn<T extends string> =
  T extends `${string}{${infer Name}}${infer Rest}`
    ? Name | PlaceholdersIn<Rest>
    : never;

type PlaceholdersOf<C extends KnownFindingCode> = PlaceholdersIn<
  (typeof FINDINGS)[C]['fix']
>;

type Subject = 'cluster' | 'peer' | 'object';

type SubjectOptions<C extends KnownFindingCode> = {
  readonly cluster?: string;
  readonly peer?: string;
  readonly object?: ObjectRef;
} & ('cluster' extends PlaceholdersOf<C>
  ? { readonly cluster: string }
  : unknown) &
  ('peer' extends PlaceholdersOf<C> ? { readonly peer: string } : unknown) &
  ('object' extends PlaceholdersOf<C>
    ? { readonly object: ObjectRef }
    : unknown);

type ParameterOptions<C extends KnownFindingCode> = [
  Exclude<PlaceholdersOf<C>, Subject>,
] extends [never]
  ? unknown
  : {
      /** What the fix names besides cluster, peer and object. */
      readonly params: Readonly<
        Record<Exclude<PlaceholdersOf<C>, Subject>, string>
      >;
    };

/**
 * What a finding of code `C` has to bring: everything that its fix names.
 *
 * @public
 */
export type FindingOptions<C extends KnownFindingCode> = SubjectOptions<C> &
  ParameterOptions<C> & {
    /** What happened, one sentence. */
    readonly message: string;
    readonly remedy?: Remedy;
    readonly choices?: readonly FieldChoice[];
    /** Default false. */
    readonly blocking?: boolean;
    readonly evidence?: readonly Evidence[];
  };

/**
 * Builds a finding; severity and fix come from the registry.
 *
 * @public
 */
export function finding<C extends KnownFindingCode>(
  code: C,
  options: FindingOptions<C>,
): Finding {
  const { cluster, peer, object, message } = options;
  return {
    code,
    severity: FINDINGS[code].severity,
    ...optional({ cluster, peer, object }),
    message,
    fix: renderFix(code, options),
    ...optional({ remedy: options.remedy, choices: options.choices }),
    blocking: options.blocking ?? false,
    evidence: options.evidence ?? [],
  };
}

function renderFix<C extends KnownFindingCode>(
  code: C,
  options: FindingOptions<C>,
): string {
  const { params } = options as {
    readonly params?: Readonly<Record<string, string>>;
  };
  const values: Readonly<Record<string, string | undefined>> = {
    ...params,
    cluster: options.cluster,
    peer: options.peer,
    object: options.object && describeObject(options.object),
  };
  const filled = FINDINGS[code].fix.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(`Finding ${code} needs a value for "${name}"`);
    }
    return value;
  });
  // The last value can be a sentence that somebody else wrote.
  return filled.replace(/\.\.$/, '.');
}
