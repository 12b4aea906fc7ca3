import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import yaml from 'yaml';
import { Fields, ScenarioError } from './fields.ts';
import type { KubeObject, ObjectRef } from './KubeApi.ts';
import { OTHER, SCENE, WORKLOADS } from './scene.ts';
import type {
  Change,
  Client,
  RequestKind,
  Scenario,
  SceneService,
  Target,
  Treatment,
  Undecided,
} from './scenario.ts';
import { workloadBehind } from './workloadBehind.ts';

const FILE = 'scenario.yaml';
const EVERYWHERE = 'all';
/** Not HEAD: who answered is in the body. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const CHANGES = [
  'delete',
  'patch',
  'move',
  'copy',
  'meshConfig',
  'restart',
  'revoke',
  'stop',
  'isolate',
  'joinPodNetworks',
] as const;

/**
 * Folders below `folder` that hold a scenario, sorted by name. A folder that holds one itself is
 * that scenario.
 */
export function scenarioFolders(folder: string): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new ScenarioError(`${folder} is not a folder`);
  }
  if (existsSync(join(folder, FILE))) {
    return [folder];
  }
  const found = readdirSync(folder)
    .map(name => join(folder, name))
    .filter(path => existsSync(join(path, FILE)))
    .sort();
  if (found.length === 0) {
    throw new ScenarioError(
      `${folder} holds no scenario: no folder in it has a ${FILE}`,
    );
  }
  return found;
}

/**
 * Reads one folder and checks it against the clusters there are. Throws `ScenarioError`, which
 * names file and field.
 */
export function readScenario(
  folder: string,
  clusters: readonly string[],
): Scenario {
  const name = basename(folder);
  const file = `${name}/${FILE}`;
  const fields = new Fields(file, parse(folder, FILE, file)).only(
    ...['sentence', 'services', 'call', 'requests', 'clients', 'changes'],
    ...['remedy', 'undecided'],
  );
  const sentence = fields.text('sentence').trim();
  if (sentence.includes('\n')) {
    throw fields.error('sentence', 'must be one sentence on one line');
  }
  const manifests = readManifests(folder, name, clusters);
  const ownServices = Object.values(manifests)
    .flat()
    .filter(
      ({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service',
    );
  const asked = fields
    .maps('services')
    ?.map(each => serviceOf(each, name, clusters));
  const bare = ownServices.length === 0 && !fields.has('call');
  const services =
    asked ?? (bare ? [serviceOf(new Fields(file, {}), name, clusters)] : []);
  const changes = (fields.maps('changes') ?? []).flatMap(each =>
    changesOf(each, clusters),
  );
  const objects = Object.values(manifests).flat();
  const targets = targetsOf(fields, services, ownServices).map(target => {
    const aliases = aliasesOf(target.name, objects);
    const workload = workloadBehind(target, services, changes);
    return {
      ...target,
      ...(aliases.length > 0 && { aliases }),
      ...(workload && { workload }),
    };
  });
  const clients = clientsOf(fields);
  return {
    name,
    folder,
    sentence,
    services,
    targets,
    requests: (
      fields.maps('requests') ?? [new Fields(file, {}, 'requests')]
    ).map(requestOf),
    clients,
    changes,
    ...(fields.has('remedy') && {
      treatment: treatmentOf(fields.map('remedy'), {
        clusters,
        clients,
        targets,
      }),
    }),
    ...(fields.has('undecided') && {
      undecided: undecidedOf(fields.map('undecided'), clusters),
    }),
    manifests,
  };
}

/** Kinds of changes that no object shows. */
const UNSEEN = ['isolate', 'joinPodNetworks'];

function undecidedOf(fields: Fields, clusters: readonly string[]): Undecided {
  fields.only('reason', 'otherwise');
  const otherwise = (fields.maps('otherwise') ?? []).flatMap(each =>
    changesOf(each, clusters),
  );
  const odd = otherwise.find(({ kind }) => !UNSEEN.includes(kind));
  if (odd || otherwise.length === 0) {
    throw fields.error(
      'otherwise',
      `must hold changes that no object shows: ${UNSEEN.join(', ')}`,
    );
  }
  return { reason: fields.text('reason'), otherwise };
}

function parse(folder: string, name: string, shown: string): unknown {
  try {
    return yaml.parse(readFileSync(join(folder, name), 'utf8'));
  } catch (error) {
    throw new ScenarioError(`${shown}: ${(error as Error).message}`);
  }
}

/**
 * Reads `all.yaml` and `<cluster>.yaml`. Any other file of YAML would be applied to nothing, so it
 * is refused.
 */
function readManifests(
  folder: string,
  name: string,
  clusters: readonly string[],
): Readonly<Record<string, readonly KubeObject[]>> {
  const known = [EVERYWHERE, ...clusters];
  const files = readdirSync(folder).filter(
    file => /\.ya?ml$/.test(file) && file !== FILE,
  );
  const odd = files.find(file => !known.includes(file.replace(/\.yaml$/, '')));
  if (odd !== undefined) {
    throw new ScenarioError(
      `${name}/${odd}: is for no cluster; manifests are ${known
        .map(each => `${each}.yaml`)
        .join(', ')}`,
    );
  }
  return Object.fromEntries(
    clusters.map(cluster => [
      cluster,
      [EVERYWHERE, cluster]
        .filter(each => files.includes(`${each}.yaml`))
        .flatMap(each => objectsIn(folder, name, `${each}.yaml`, cluster)),
    ]),
  );
}

function objectsIn(
  folder: string,
  name: string,
  file: string,
  cluster: string,
): readonly KubeObject[] {
  const text = readFileSync(join(folder, file), 'utf8').replaceAll(
    '${CLUSTER}',
    cluster,
  );
  return yaml
    .parseAllDocuments(text)
    .filter(document => document.contents !== null)
    .map((document, index) => {
      const shown = `${name}/${file}`;
      if (document.errors[0]) {
        throw new ScenarioError(`${shown}: ${document.errors[0].message}`);
      }
      const object = document.toJS() as unknown;
      const fields = new Fields(shown, object, `document ${index + 1}`);
      fields.text('apiVersion');
      fields.text('kind');
      fields.map('metadata').text('name');
      const { metadata, ...rest } = object as KubeObject;
      return {
        ...rest,
        metadata: { namespace: SCENE, ...metadata },
      } as KubeObject;
    });
}

function serviceOf(
  fields: Fields,
  scenario: string,
  clusters: readonly string[],
): SceneService {
  fields.only('namespace', 'name', 'workload', 'runs', 'in');
  const namespace = fields.oneOf('namespace', [SCENE, OTHER], SCENE);
  const there = WORKLOADS.filter(each => each.namespace === namespace);
  return {
    namespace,
    name: fields.text('name', scenario),
    workload: fields.oneOf(
      'workload',
      there.filter(({ server }) => server).map(({ name }) => name),
      namespace === SCENE ? 'echo' : 'guest',
    ),
    runs: fields.some('runs', clusters, clusters),
    in: fields.some('in', clusters, clusters),
  };
}

/** Every Service of the scenario on every port, unless `call` chooses. */
function targetsOf(
  fields: Fields,
  services: readonly SceneService[],
  manifests: readonly KubeObject[],
): readonly Target[] {
  const chosen = fields.maps('call')?.map(each => {
    each.only('namespace', 'name', 'port');
    return {
      namespace: each.text('namespace', SCENE),
      name: each.text('name'),
      port: each.number('port', 80),
    };
  });
  const all = chosen ?? [
    ...services.map(({ namespace, name }) => ({ namespace, name, port: 80 })),
    ...manifests.flatMap(({ metadata, spec }) =>
      ((spec as { ports?: readonly { port: number }[] })?.ports ?? []).map(
        ({ port }) => ({
          namespace: metadata.namespace ?? SCENE,
          name: metadata.name,
          port,
        }),
      ),
    ),
  ];
  const seen = new Map(
    all.map(each => [`${each.namespace}/${each.name}:${each.port}`, each]),
  );
  if (seen.size === 0) {
    throw fields.error('call', 'is needed: there is no Service with a port');
  }
  return [...seen.values()];
}

/** Hosts for which a Service stands, one after the other, and to which routes for it lead. */
function aliasesOf(
  name: string,
  manifests: readonly KubeObject[],
  depth = 3,
): readonly string[] {
  const next = manifests.flatMap(({ kind, metadata, spec }) => {
    const { externalName, hosts, http } = (spec ?? {}) as {
      readonly externalName?: string;
      readonly hosts?: readonly string[];
      readonly http?: readonly {
        readonly route?: readonly { readonly destination: { host: string } }[];
      }[];
    };
    if (kind === 'Service' && metadata.name === name) {
      return externalName ? [externalName] : [];
    }
    return kind === 'VirtualService' &&
      hosts?.some(host => host.split('.')[0] === name)
      ? (http ?? []).flatMap(({ route }) =>
          (route ?? []).map(({ destination }) => destination.host),
        )
      : [];
  });
  const others = next.filter(host => host.split('.')[0] !== name);
  return [
    ...others,
    ...(depth === 0 ? [] : others).flatMap(host =>
      aliasesOf(host.split('.')[0]!, manifests, depth - 1),
    ),
  ];
}

const REQUEST = ['method', 'path', 'headers', 'host', 'protocol', 'token'];

function requestOf(fields: Fields): RequestKind {
  fields.only(...REQUEST);
  const path = fields.text('path', '/');
  if (!path.startsWith('/')) {
    throw fields.error('path', 'must begin with /');
  }
  const forms = ['full', 'name', 'namespace', 'svc'] as const;
  const protocols = ['h2c', 'grpc'] as const;
  return {
    method: fields.oneOf('method', METHODS, 'GET'),
    path,
    ...(fields.has('headers') && { headers: fields.map('headers').texts() }),
    ...(fields.has('host') && { host: fields.oneOf('host', forms) }),
    ...(fields.has('protocol') && {
      protocol: fields.oneOf('protocol', protocols),
    }),
    ...(fields.has('token') && { token: tokenOf(fields.map('token')) }),
  };
}

function tokenOf(fields: Fields): RequestKind['token'] {
  fields.only('claims', 'forged');
  return {
    claims: fields.map('claims').values(),
    forged: fields.has('forged') && fields.value('forged') === true,
  };
}

function clientsOf(fields: Fields): readonly Client[] {
  const names = fields.has('clients') ? fields.value('clients') : ['client'];
  if (!Array.isArray(names) || names.length === 0) {
    throw fields.error('clients', 'must be a list of workloads');
  }
  const known = WORKLOADS.filter(({ client }) => client).map(
    ({ namespace, name }) =>
      namespace === SCENE ? name : `${namespace}/${name}`,
  );
  return names.map((name: unknown) => {
    if (typeof name !== 'string' || !known.includes(name)) {
      throw fields.error(
        'clients',
        `has ${JSON.stringify(name)}, which is not one of ${known.join(', ')}`,
      );
    }
    const [workload, namespace = SCENE] = name.split('/').reverse();
    return { namespace, workload: workload! };
  });
}

/** Of the first client and the first Service, unless it says which. */
function treatmentOf(
  fields: Fields,
  known: {
    readonly clusters: readonly string[];
    readonly clients: readonly Client[];
    readonly targets: readonly Target[];
  },
): Treatment {
  fields.only('from', 'to', 'client', 'causes', 'meanwhile');
  const { clusters, clients, targets } = known;
  const client = fields.oneOf(
    'client',
    clients.map(nameOfClient),
    nameOfClient(clients[0]!),
  );
  const causes = fields.value('causes');
  if (
    !Array.isArray(causes) ||
    causes.length === 0 ||
    causes.some(each => !/^MF\d{4}$/.test(String(each)))
  ) {
    throw fields.error('causes', 'must be a list of codes');
  }
  return {
    from: fields.oneOf('from', clusters),
    to: fields.oneOf('to', clusters),
    client: clients.find(each => nameOfClient(each) === client)!,
    target: targets[0]!,
    causes: causes as readonly string[],
    meanwhile: (fields.maps('meanwhile') ?? []).flatMap(each =>
      changesOf(each, clusters),
    ),
  };
}

/** As it is written in a scenario. */
const nameOfClient = ({ namespace, workload }: Client): string =>
  namespace === SCENE ? workload : `${namespace}/${workload}`;

function objectOf(fields: Fields): ObjectRef {
  return {
    apiVersion: fields.text('apiVersion'),
    kind: fields.text('kind'),
    name: fields.text('name'),
    ...(fields.has('namespace') && { namespace: fields.text('namespace') }),
  };
}

const REF = ['apiVersion', 'kind', 'namespace', 'name'];

/** One for each cluster that is meant. */
function changesOf(
  fields: Fields,
  clusters: readonly string[],
): readonly Change[] {
  const cluster = fields.oneOf('cluster', [EVERYWHERE, ...clusters]);
  const [kind, ...more] = CHANGES.filter(each => fields.has(each));
  if (kind === undefined || more.length > 0) {
    throw fields.error('', `must have one of ${CHANGES.join(', ')}`);
  }
  const change = changeOf(fields, kind);
  return (cluster === EVERYWHERE ? clusters : [cluster]).map(each => ({
    ...change,
    cluster: each,
  }));
}

type Unplaced<T> = T extends Change ? Omit<T, 'cluster'> : never;

function changeOf(
  fields: Fields,
  kind: (typeof CHANGES)[number],
): Unplaced<Change> {
  switch (kind) {
    case 'delete':
      fields.only('cluster', kind);
      return { kind, object: objectOf(fields.map(kind).only(...REF)) };
    case 'patch':
      fields.only('cluster', kind, 'with');
      return {
        kind,
        object: objectOf(fields.map(kind).only(...REF)),
        with: fields.value('with'),
      };
    case 'move': {
      fields.only('cluster', kind);
      const inner = fields.map(kind).only(...REF, 'from', 'to');
      return {
        kind,
        object: objectOf(inner),
        from: inner.text('from'),
        to: inner.text('to'),
      };
    }
    case 'copy': {
      fields.only('cluster', kind);
      const inner = fields.map(kind).only(...REF, 'as');
      return { kind, object: objectOf(inner), name: inner.text('as') };
    }
    case 'meshConfig':
      fields.only('cluster', kind, 'configMap');
      return {
        kind,
        configMap: fields.text('configMap', 'istio'),
        set: fields.value(kind),
      };
    case 'restart':
      fields.only('cluster', kind);
      return {
        kind,
        what: fields.oneOf(kind, ['istiod', 'workloads', 'gateways']) as
          | 'istiod'
          | 'workloads'
          | 'gateways',
      };
    case 'revoke': {
      fields.only('cluster', kind);
      const inner = fields.map(kind).only('namespace', 'name');
      return {
        kind,
        object: {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          namespace: inner.text('namespace'),
          name: inner.text('name'),
        },
      };
    }
    case 'isolate': {
      fields.only('cluster', kind);
      const inner = fields.map(kind).only('namespace', 'name');
      return {
        kind,
        object: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: inner.text('namespace', SCENE),
          name: inner.text('name'),
        },
      };
    }
    case 'stop':
    case 'joinPodNetworks':
      fields.only('cluster', kind);
      return { kind };
    default:
      throw fields.error(kind satisfies never, 'is not known');
  }
}
