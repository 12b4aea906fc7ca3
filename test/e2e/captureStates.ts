/**
 * Writes what the plugin has observed of two joined clusters as fixtures of the unit tests:
 *
 *   npm run test:e2e -- --scenario healthy
 *   node test/e2e/captureStates.ts [database]
 *
 * Keeps the Service that no scenario touches and the workloads of the scene, and refuses what is
 * not the bed at rest or looks like a secret. The database is that of the demo, unless another one
 * is named.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import type {
  ClusterState,
  Observed,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { CACHE, ROOT } from '../demo/paths.ts';
import { BARRIER, BASELINE, OTHER, SCENE } from './oracle/scene.ts';

const TARGET = join(ROOT, 'plugins/mesh-federation-fixtures/src/captured');
const NAMESPACES = [SCENE, OTHER, 'istio-system'];
const SECRETS = [
  /PRIVATE KEY/,
  // A JSON Web Token.
  /eyJ[\w-]{8,}\.[\w-]{8,}/,
  /client-key-data|password/i,
];

interface Row {
  readonly cluster: string;
  readonly at: string;
  readonly body: Uint8Array;
}

function read(database: string): readonly ClusterState[] {
  const connection = new DatabaseSync(database, { readOnly: true });
  const rows = connection
    .prepare('select cluster, at, body from observations order by cluster')
    .all() as unknown as readonly Row[];
  connection.close();
  return rows.map(({ at, body }) => {
    const { state } = JSON.parse(
      gunzipSync(body).toString('utf8'),
      (key, value) =>
        // Facts of the observation itself are stored without their time.
        key === 'at' && value === '' ? at : value,
    ) as { readonly state: ClusterState };
    return state;
  });
}

/** The items that are wanted; they have to be known. */
function only<T>(
  list: Observed<readonly T[]>,
  isWanted: (item: T) => boolean,
): Observed<readonly T[]> {
  assert.equal(list.status, 'observed');
  return list.status === 'observed'
    ? { ...list, value: list.value.filter(isWanted) }
    : list;
}

function trim(state: ClusterState): ClusterState {
  const isKept = ({ namespace }: { readonly namespace: string }) =>
    NAMESPACES.includes(namespace);
  const { virtualServices, ...configuration } = state.configuration;
  const routes = only(virtualServices, ({ object }) => object.name !== BARRIER);
  for (const [kind, list] of Object.entries({ ...configuration, routes })) {
    assert.ok(
      list.status === 'observed' && list.value.length === 0,
      `${kind} of ${state.cluster} are not as they are at rest`,
    );
  }
  return {
    ...state,
    configuration: { ...configuration, virtualServices: routes },
    services: only(
      state.services,
      item => item.namespace === 'istio-system' || item.name === BASELINE,
    ),
    endpointSlices: only(
      state.endpointSlices,
      item => item.namespace === 'istio-system' || item.service === BASELINE,
    ),
    pods: only(state.pods, isKept),
    workloads: only(state.workloads, isKept),
    namespaces: only(state.namespaces, ({ name }) => NAMESPACES.includes(name)),
  };
}

const [database = join(CACHE, 'demo/database/mesh-federation.sqlite')] =
  process.argv.slice(2);
mkdirSync(TARGET, { recursive: true });
for (const state of read(database).map(trim)) {
  const json = `${JSON.stringify(state, undefined, 2)}\n`;
  for (const secret of SECRETS) {
    assert.doesNotMatch(json, secret);
  }
  const file = join(TARGET, `${state.cluster}.json`);
  writeFileSync(file, json);
  process.stderr.write(`${file}: ${json.length} bytes\n`);
}
