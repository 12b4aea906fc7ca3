export { PlanForm } from './PlanForm';
