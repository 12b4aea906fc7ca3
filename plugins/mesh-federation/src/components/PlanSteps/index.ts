export { PlanSteps } from './PlanSteps';
