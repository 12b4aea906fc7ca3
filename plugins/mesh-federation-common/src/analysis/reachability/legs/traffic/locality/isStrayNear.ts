import type { ClientClass } from '../../../configuration/clients/clientClasses';
import { clientPlaces } from '../../../configuration/locality/clientPlaces';
import { endpointPlaces } from '../../../configuration/locality/endpointPlaces';
import { preferenceFor } from '../../../configuration/locality/preferenceFor';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { candidatesFor, turnOf } from './compareProviders';

/**
 * Whether requests go to a stray endpoint while the others are healthy: unless they are known to be
 * nearer to all clients, or to get all of the requests.
 */
export function isStrayNear(
  input: LegInput,
  { group, members }: ClientClass,
  stray: ProviderEndpoint,
  subset: string | undefined,
): boolean {
  const preference = preferenceFor(input, group, subset);
  if (preference.status === 'unknown' || preference.value === undefined) {
    return true;
  }
  const { value } = preference;
  const { provider, strays } = input;
  const alone = { ...input, endpoints: { ...strays, value: [stray] } };
  const { own, others } = candidatesFor(alone, group, subset);
  const known = endpointPlaces(input, group, subset);
  const candidates = {
    own,
    others: [{ index: provider, ...known }, ...others],
  };
  return clientPlaces(input.client, members, value)
    .map(place => turnOf(input, value, candidates, place))
    .some(({ kind }) => kind === 'first' || kind === 'unknown');
}
