import type { Legs } from '../question/Leg';
import { discoveryLeg } from '../legs/discovery/discovery';
import { identityLeg } from '../legs/identity/identity';
import { namingLeg } from '../legs/naming/naming';
import { pathLeg } from '../legs/path/path';
import { policyLeg } from '../legs/policy/policy';
import { trafficLeg } from '../legs/traffic/traffic';

/** The judgement of each leg. */
export const LEG_JUDGEMENTS: Legs = {
  identity: identityLeg,
  discovery: discoveryLeg,
  naming: namingLeg,
  path: pathLeg,
  policy: policyLeg,
  traffic: trafficLeg,
};
