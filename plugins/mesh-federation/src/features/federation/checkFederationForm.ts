import {
  isFederationName,
  type ClusterName,
  type ReaderChoice,
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

/**
 * What is wrong with the form; empty when it can be sent. `taken` are names of other federations.
 */
export function checkFederationForm(
  values: FederationFormValues,
  taken: readonly string[],
): FederationFormProblems {
  const problems: { name?: 'invalid' | 'taken'; members?: 'too-few' } = {};
  if (!isFederationName(values.name)) problems.name = 'invalid';
  else if (taken.includes(values.name)) problems.name = 'taken';
  if (values.members.length < 2) problems.members = 'too-few';
  return problems;
}
