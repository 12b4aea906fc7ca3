import yaml from 'yaml';
import type { KubeObject } from '../oracle/KubeApi.ts';
import { SCENE } from '../oracle/scene.ts';
import type { Change, Client, Scenario } from '../oracle/scenario.ts';

/** The files of a scenario's folder by name, as `readScenario` reads them. */
export function scenarioFiles(
  scenario: Scenario,
): Readonly<Record<string, string>> {
  const { sentence, services, targets, requests, clients } = scenario;
  const clusters = Object.keys(scenario.manifests);
  const everywhere = clusters.every(
    cluster =>
      JSON.stringify(scenario.manifests[cluster]) ===
      JSON.stringify(scenario.manifests[clusters[0]!]),
  );
  const manifests = everywhere
    ? { all: scenario.manifests[clusters[0]!]! }
    : scenario.manifests;
  return {
    'scenario.yaml': text({
      sentence,
      services,
      call: targets.map(({ namespace, name, port }) => ({
        namespace,
        name,
        port,
      })),
      requests,
      clients: clients.map(nameOf),
      ...(scenario.changes.length > 0 && {
        changes: scenario.changes.map(changeFields),
      }),
    }),
    ...Object.fromEntries(
      Object.entries(manifests)
        .filter(([, objects]) => objects.length > 0)
        .map(([name, objects]) => [`${name}.yaml`, documents(objects)]),
    ),
  };
}

const text = (value: unknown) =>
  yaml.stringify(value, { aliasDuplicateObjects: false });

const documents = (objects: readonly KubeObject[]) =>
  objects.map(text).join('---\n');

const nameOf = ({ namespace, workload }: Client) =>
  namespace === SCENE ? workload : `${namespace}/${workload}`;

/** Generated are only patches. */
function changeFields(change: Change): unknown {
  if (change.kind !== 'patch') {
    throw new Error(`A change of kind ${change.kind} cannot be written.`);
  }
  const { cluster, object, with: patch } = change;
  return { cluster, patch: object, with: patch };
}
