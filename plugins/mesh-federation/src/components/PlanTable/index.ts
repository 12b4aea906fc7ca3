export { PlanTable } from './PlanTable';
