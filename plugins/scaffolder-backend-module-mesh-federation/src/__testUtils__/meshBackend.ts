import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { text as textOf } from 'node:stream/consumers';

interface Refusal {
  readonly status: number;
  readonly error: { readonly name: string; readonly message: string };
}

const NO_SUCH: Refusal = {
  status: 404,
  error: { name: 'NotFoundError', message: 'No such' },
};

/** Stands for the mesh federation backend in a real backend, where real tokens reach it. */
export function meshBackend() {
  const calls: string[] = [];
  const bodies: unknown[] = [];
  const answers: Record<string, object> = {};
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
              const caller = await httpAuth.credentials(req, {
                allow: ['user'],
              });
              const call = `${req.method} ${req.url}`;
              const body = await textOf(req);
              if (body !== '') bodies.push(JSON.parse(body));
              calls.push(`${caller.principal.userEntityRef} ${call}`);
              const answer = answers[call] ?? NO_SUCH;
              const { status } = answer as Partial<Refusal>;
              res
                .status(typeof status === 'number' ? status : 200)
                .json(answer);
            } catch (error) {
              next(error);
            }
          });
        },
      });
    },
  });
  return { plugin, calls, bodies, answers };
}
