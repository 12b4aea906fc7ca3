import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navModule } from './modules/nav';

/** The example app. The other plugins are found among the package's dependencies (`app.packages: all`). */
export default createApp({ features: [catalogPlugin, navModule] });
