/**
 * Addresses of the front end plugin's pages.
 *
 * @public
 */
export interface PageLinks {
  plan(id: string): string;
  run(id: string): string;
  federation(name: string): string;
}

/**
 * Under the app's address, where the plugin's pages are unless an app puts them elsewhere.
 *
 * @public
 */
export function createPageLinks(appBaseUrl: string): PageLinks {
  const page = (kind: string) => (name: string) =>
    `${appBaseUrl.replace(
      /\/+$/,
      '',
    )}/mesh-federation/${kind}/${encodeURIComponent(name)}`;
  return {
    plan: page('plans'),
    run: page('runs'),
    federation: page('federations'),
  };
}
