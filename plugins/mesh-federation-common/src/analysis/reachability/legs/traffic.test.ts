import { describeFindingCases } from './__testUtils__/describeFindingCases';
import { trafficCases } from './__testUtils__/trafficCases';
import { trafficLeg } from './traffic';

describeFindingCases(trafficLeg, trafficCases);
