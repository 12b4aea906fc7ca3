import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';

/** What is answered: JSON with its status, a text as it is, or no answer at all. */
type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly text: string }
  | 'hang up';

/**
 * Stands for the mesh federation backend in a real backend, where real tokens reach it: one that
 * has nothing but a list of federations, for services alone.
 */
export function fakeMeshFederation() {
  const calls: { readonly query: URLSearchParams; readonly subject: string }[] =
    [];
  const answers: ((query: URLSearchParams) => Answer)[] = [
    () => ({ json: { items: [] } }),
  ];
  const plugin = createBackendPlugin({
    pluginId: 'mesh-federation',
    register(env) {
      env.registerInit({
        deps: {
          router: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ router, httpAuth }) {
          router.use(async (req, res, next) => {
            try {
              const { principal } = await httpAuth.credentials(req, {
                allow: ['service'],
              });
              const { pathname, searchParams } = new URL(
                req.url,
                'http://fake',
              );
              if (req.method !== 'GET' || pathname !== '/federations') {
                res.status(404).json({ error: { message: 'No such' } });
                return;
              }
              calls.push({ query: searchParams, subject: principal.subject });
              const answer = answers[0]!(searchParams);
              if (answer === 'hang up') {
                req.socket.destroy();
              } else if ('text' in answer) {
                res.type('text/html').send(answer.text);
              } else {
                res.status(answer.status ?? 200).json(answer.json);
              }
            } catch (error) {
              next(error);
            }
          });
        },
      });
    },
  });
  return {
    plugin,
    calls,
    /** What it answers from now on. */
    answer(next: (query: URLSearchParams) => Answer) {
      answers[0] = next;
    },
  };
}
