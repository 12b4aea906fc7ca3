import type {
  ClusterName,
  ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

export interface FederationFormValues {
  readonly name: string;
  readonly description: string;
  readonly members: readonly ClusterName[];
  readonly reader: ReaderChoice;
}

export interface FederationFormProblems {
  readonly name?: 'invalid' | 'taken';
  readonly members?: 'too-few';
}

// DNS-1123 label, because the name becomes part of a label key in the clusters.
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * What is wrong with the form; empty when it can be sent. `taken` are names of other federations.
 */
export function checkFederationForm(
  values: FederationFormValues,
  taken: readonly string[],
): FederationFormProblems {
  const problems: { name?: 'invalid' | 'taken'; members?: 'too-few' } = {};
  if (!NAME.test(values.name)) problems.name = 'invalid';
  else if (taken.includes(values.name)) problems.name = 'taken';
  if (values.members.length < 2) problems.members = 'too-few';
  return problems;
}
