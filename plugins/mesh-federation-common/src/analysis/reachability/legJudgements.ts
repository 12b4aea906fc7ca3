import type { Legs } from './question/Leg';
import { discoveryLeg } from './legs/discovery';
import { identityLeg } from './legs/identity';
import { namingLeg } from './legs/naming';
import { pathLeg } from './legs/path';
import { policyLeg } from './legs/policy';
import { trafficLeg } from './legs/traffic';

/** The judgement of each leg. */
export const LEG_JUDGEMENTS: Legs = {
  identity: identityLeg,
  discovery: discoveryLeg,
  naming: namingLeg,
  path: pathLeg,
  policy: policyLeg,
  traffic: trafficLeg,
};
