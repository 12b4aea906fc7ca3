import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { AppSidebar } from './AppSidebar';

/** Replaces the app's navigation by a sidebar. */
export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [AppSidebar],
});
