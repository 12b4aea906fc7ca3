import type { LegName } from '../../../../model';
import { discoveryCases } from './discoveryCases';
import type { FindingCases } from './FindingCases';
import { identityCases } from './identityCases';
import { namingCases } from './namingCases';
import { packetCases } from './packetCases';
import { pathCases } from './pathCases';
import { policyCases } from './policyCases';
import { trafficCases } from './trafficCases';

/** The cases of every leg. */
export const ALL_CASES: Readonly<Record<LegName, FindingCases>> = {
  identity: identityCases,
  discovery: discoveryCases,
  naming: namingCases,
  path: { ...pathCases, ...packetCases },
  policy: policyCases,
  traffic: trafficCases,
};
