import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navModule } from './modules/nav';

/**
 * The example app. With `app.packages: all`, the other plugins are found among the package's
 * dependencies.
 */
export default createApp({ features: [catalogPlugin, navModule] });
