export { OverviewRow, OverviewRows } from './OverviewRows';
