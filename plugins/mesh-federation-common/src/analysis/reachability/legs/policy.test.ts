import { describeFindingCases } from './__testUtils__/describeFindingCases';
import { policyCases } from './__testUtils__/policyCases';
import { policyLeg } from './policy';

describeFindingCases(policyLeg, policyCases);
