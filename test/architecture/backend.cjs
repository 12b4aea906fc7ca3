const { TESTS, layers, only } = require('./only.cjs');

const BACKEND = '^plugins/mesh-federation-backend/src';

/** Who may import whom in the backend plugin. */
module.exports = [
  {
    name: 'one-importer-of-the-kubernetes-client',
    severity: 'error',
    from: { path: BACKEND, pathNot: [`${BACKEND}/kubernetes/`, TESTS] },
    to: { path: '@kubernetes/client-node' },
  },
  only('reading-is-pure', BACKEND, 'istio/read/', [
    'kubernetes/objects/',
    'kubernetes/ClusterClient\\.ts',
    'istio/readerObjects\\.ts',
    'istio/text/',
  ]),
  only('witness-reading-is-pure', BACKEND, 'istio/witness/', [
    'kubernetes/objects/',
  ]),
  only('writing-is-pure', BACKEND, 'istio/write/', [
    'kubernetes/objects/',
    'kubernetes/ClusterClient\\.ts',
    'istio/readerObjects\\.ts',
    'istio/text/',
  ]),
  {
    name: 'http-and-actions-know-the-service-only',
    severity: 'error',
    from: { path: `${BACKEND}/(http|actions)/`, pathNot: TESTS },
    to: {
      path: BACKEND,
      pathNot: [
        `${BACKEND}/$1/`,
        `${BACKEND}/service/Services\\.ts`,
        `${BACKEND}/service/caller/CallerOptions\\.ts`,
        `${BACKEND}/schema/`,
      ],
    },
  },
  ...layers('http-has-layers', BACKEND, ['http/request', 'http/routes']),
  {
    name: 'nobody-imports-the-composition-root',
    severity: 'error',
    from: { path: BACKEND, pathNot: [`${BACKEND}/index\\.ts`, TESTS] },
    to: { path: `${BACKEND}/plugin\\.ts` },
  },
  {
    name: 'configuration-is-read-in-one-place',
    severity: 'error',
    from: {
      path: BACKEND,
      pathNot: [`${BACKEND}/plugin\\.ts`, `${BACKEND}/config\\.ts`, TESTS],
    },
    to: { path: `${BACKEND}/config\\.ts`, dependencyTypesNot: ['type-only'] },
  },
  only('kubernetes-knows-its-library', BACKEND, 'kubernetes/', [
    // The type of the configuration: the values are read in one place.
    'config\\.ts',
  ]),
  ...layers('kubernetes-has-layers', BACKEND, [
    'kubernetes/objects',
    'kubernetes/client',
    'kubernetes/upgrades',
    'kubernetes/access',
    'kubernetes/inventory',
  ]),
  ...layers('reading-has-layers', BACKEND, [
    'istio/read/trust',
    'istio/read/controlplane',
    'istio/read/discovery',
    'istio/read/networks',
    'istio/read/workloads',
    'istio/read/configuration',
  ]),
  only('texts-of-others-are-read-by-themselves', BACKEND, 'istio/text/', [
    'kubernetes/objects/json\\.ts',
  ]),
  ...layers('writing-has-layers', BACKEND, [
    'istio/write/objects',
    'istio/write/roots',
    'istio/write/steps',
  ]),
  only('execution-knows-ports', BACKEND, 'execution/', [
    'kubernetes/\\w+\\.ts',
    'kubernetes/objects/',
    'istio/',
    'database/(RunStore|FederationStore|LeaseLostError)\\.ts',
    'config\\.ts',
  ]),
  ...layers('execution-has-layers', BACKEND, [
    'execution/step',
    'execution/objects',
    'execution/gates',
    'execution/steps',
    'execution/run',
  ]),
  only('istiod-is-asked-through-ports', BACKEND, 'istio/ask/', [
    'kubernetes/\\w+\\.ts',
    'istio/read/',
  ]),
  only('database-knows-its-library', BACKEND, 'database/', []),
  only('observation-knows-ports', BACKEND, 'observation/', [
    'kubernetes/\\w+\\.ts',
    'kubernetes/objects/',
    'istio/(ask|read|text|witness)/',
    'database/observations/ObservationStore\\.ts',
    'config\\.ts',
  ]),
  ...layers('observation-has-layers', BACKEND, [
    'observation/tokens',
    'observation/witness',
    'observation/cluster',
  ]),
  only('judging-is-pure', BACKEND, 'service/judging/', [
    'database/observations/(packedObservation|observationTimes)\\.ts',
    'observation/ObservationService\\.ts',
    'observation/cluster/(answered|unobservedState)\\.ts',
    'observation/tokens/TokenIssuer\\.ts',
    'observation/witness/Witness\\.ts',
    'istio/witness/',
  ]),
  ...layers('judging-has-layers', BACKEND, [
    'service/judging/known',
    'service/judging/past',
    'service/judging/mesh',
    'service/judging/reachability',
    'service/judging/federations',
    'service/judging/threads',
  ]),
  only('service-knows-ports', BACKEND, 'service/(?!judging/)', [
    'service/judging/',
    'observation/(ObservationService|ObservedPast)\\.ts',
    'observation/witness/Witness\\.ts',
    'execution/run/RunWorker\\.ts',
    'database/(RunStore|FederationStore|witness/WitnessStore|queries/planDeclined)\\.ts',
  ]),
  ...layers('service-has-layers', BACKEND, [
    'service/judging',
    'service/caller',
    'service/lists',
    'service/mesh',
    'service/witness',
    'service/reachability',
    'service/federations',
    'service/runs',
    'service/changes',
  ]),
];
