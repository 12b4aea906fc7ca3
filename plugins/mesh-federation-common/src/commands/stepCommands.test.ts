import { parse } from 'yaml';
import type {
  ObjectRef,
  PlannedObject,
  PlannedStep,
  Step,
  StepOf,
} from '../model';
import { stepCommands } from './stepCommands';

const BASE = { id: 'step', cluster: 'east', dependsOn: [] };
const CONFIG_MAP: ObjectRef = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'istio-system',
  name: 'mesh-federation',
};
const ISTIOD: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'istio-system',
  name: 'istiod',
};
const SECRET: ObjectRef = {
  ...CONFIG_MAP,
  kind: 'Secret',
  name: 'istio-remote-secret-west-id',
};

function planned(step: Step, ...objects: readonly object[]): PlannedStep {
  return {
    step,
    title: 'A step',
    objects: objects.map(
      object => ({ cluster: step.cluster, ...object } as PlannedObject),
    ),
  };
}

const trustRoots = (
  target: StepOf<'trust-roots'>['target'],
): StepOf<'trust-roots'> => ({
  ...BASE,
  type: 'trust-roots',
  target,
  roots: [],
  before: [],
  federations: ['demo'],
});

const remoteSecret: StepOf<'remote-secret'> = {
  ...BASE,
  type: 'remote-secret',
  peer: 'west',
  clusterId: 'west-id',
  server: 'https://west.example.com:6443',
  caPem: '',
  federations: ['demo'],
};

const multiRoot: StepOf<'multi-root'> = {
  ...BASE,
  type: 'multi-root',
  controlPlane: {
    revision: 'default',
    deployment: ISTIOD,
    resourceVersion: '1',
    multiRootMesh: false,
  },
  enabled: true,
};

describe('stepCommands', () => {
  it('applies the object of the plan as the field manager of the plugin', () => {
    const after = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: 'istio-system', name: 'mesh-federation' },
      data: { mesh: 'caCertificates:\n- pem: |\n    END\nEND\n', flag: 'no' },
    };

    const [command, ...yaml] = stepCommands(
      planned(trustRoots({ kind: 'own', configMap: CONFIG_MAP }), {
        ref: CONFIG_MAP,
        operation: 'create',
        after,
      }),
    ).split('\n');

    expect(command).toBe(
      "kubectl --context east apply --server-side --field-manager backstage-mesh-federation --filename - <<'END'",
    );
    // A shell reads up to the first line that is the mark alone.
    expect(yaml.indexOf('END')).toBe(yaml.length - 1);
    expect(parse(yaml.slice(0, -1).join('\n'), { version: '1.1' })).toEqual(
      after,
    );
  });

  it('forces an apply only where the plan takes fields over, and waits for istiod', () => {
    const object = {
      ref: ISTIOD,
      operation: 'update',
      after: { kind: 'Deployment' },
    };

    expect(stepCommands(planned(multiRoot, object))).not.toContain('force');
    const lines = stepCommands(
      planned(multiRoot, {
        ...object,
        takeOver: { managers: ['kubectl-edit'], fields: ['.spec'] },
      }),
    ).split('\n');
    expect(lines[0]).toContain('--server-side --force-conflicts');
    expect(lines[lines.length - 1]).toBe(
      'kubectl --context east rollout status deployment.apps istiod --namespace istio-system',
    );
  });

  it('does not apply the part of a text that a plan holds', () => {
    const ref = { ...CONFIG_MAP, name: 'istio' };

    expect(
      stepCommands(
        planned(
          trustRoots({
            kind: 'foreign',
            configMap: ref,
            resourceVersion: '1',
            yaml: '',
          }),
          { ref, operation: 'update', after: { data: { mesh: 'a: 1' } } },
        ),
      ).split('\n'),
    ).toEqual([
      '# Edit its caCertificates and proxyMetadata as the difference shows.',
      'kubectl --context east edit configmap istio --namespace istio-system',
    ]);
  });

  it('changes only the roots of a plugged-in CA', () => {
    expect(
      stepCommands(
        planned(
          trustRoots({ kind: 'cacerts', resourceVersion: '1', rootPem: '' }),
          {
            ref: { ...SECRET, name: 'cacerts' },
            operation: 'update',
            after: { kind: 'Secret', stringData: { 'root-cert.pem': 'A' } },
          },
        ),
      ),
    ).toBe(
      `kubectl --context east patch secret cacerts --namespace istio-system --type merge --patch '{"stringData":{"root-cert.pem":"A"}}'`,
    );
  });

  it('lets istioctl make the token, so that no placeholder is ever applied', () => {
    const secret = {
      ref: SECRET,
      operation: 'create',
      after: {
        kind: 'Secret',
        // eslint-disable-next-line no-template-curly-in-string
        stringData: { 'west-id': 'token: ${secret:token}' },
      },
    };
    const text = stepCommands(planned(remoteSecret, secret));

    expect(text).not.toContain('secret:');
    expect(text.split('\n')[1]).toBe(
      'istioctl create-remote-secret --context west --name west-id --server https://west.example.com:6443 --service-account mesh-federation-reader --create-service-account=false | kubectl label --local --overwrite --output yaml --filename - app.kubernetes.io/managed-by=backstage-mesh-federation mesh-federation/demo=member | kubectl --context east apply --server-side --field-manager backstage-mesh-federation --filename -',
    );
    // One more Secret for the same cluster would be a duplicate.
    expect(
      stepCommands(
        planned(remoteSecret, {
          ...secret,
          ref: { ...SECRET, name: 'of-somebody' },
        }),
      ),
    ).toMatch(/^# No command/);
  });

  it('gives no half of a pipeline when a name in it cannot be shown', () => {
    expect(
      stepCommands(
        planned(
          { ...remoteSecret, cluster: 'e\u202east' },
          { ref: SECRET, operation: 'create', after: {} },
        ),
      ),
    ).toMatch(/^# No command: a name/);
  });

  it('restarts what has a controller, one after the other is done', () => {
    const workload = (name: string) => ({
      ...ISTIOD,
      namespace: 'shop',
      name,
    });

    expect(
      stepCommands(
        planned(
          { ...BASE, type: 'restart-workloads', workloads: [] },
          { ref: workload('web'), operation: 'restart' },
          {
            ref: { ...workload('alone'), apiVersion: 'v1', kind: 'Pod' },
            operation: 'propose',
          },
        ),
      ).split('\n'),
    ).toEqual([
      'kubectl --context east rollout restart deployment.apps web --namespace shop',
      'kubectl --context east rollout status deployment.apps web --namespace shop',
    ]);
  });

  it('deletes by name', () => {
    expect(
      stepCommands(
        planned(
          {
            ...BASE,
            type: 'remove-remote-secret',
            peer: 'west',
            clusterId: 'west-id',
            secret: SECRET,
            resourceVersion: '1',
          },
          { ref: SECRET, operation: 'delete' },
        ),
      ),
    ).toBe(
      'kubectl --context east delete secret istio-remote-secret-west-id --namespace istio-system',
    );
  });

  it('shows what a gate waits for', () => {
    const peer = { peer: 'west', clusterId: 'west-id' };
    const text = (step: Step) => stepCommands(planned(step));

    expect(text({ ...BASE, type: 'verify-trust', roots: [] })).toBe(
      'kubectl --context east rollout status deployment --selector app=istiod --namespace istio-system',
    );
    expect(
      text({ ...BASE, ...peer, type: 'wait-sync', choice: 'with-secrets' }),
    ).toBe(
      '# Run it until the STATUS of the cluster is "synced", then go on.\nistioctl remote-clusters --context east',
    );
    expect(text({ ...BASE, ...peer, type: 'wait-forgotten' })).toBe(
      '# Run it until the cluster is not listed, then go on.\nistioctl remote-clusters --context east',
    );
  });

  it('waits for a gateway that it makes', () => {
    const ref = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      namespace: 'istio-system',
      name: 'eastwest',
    };
    const text = stepCommands(
      planned(
        { ...BASE, type: 'gateway', network: 'east', federations: ['demo'] },
        { ref, operation: 'create', after: { kind: 'Gateway' } },
      ),
    );

    expect(text).toMatch(
      /\nEND\nkubectl --context east wait --for condition=Programmed gateway\.gateway\.networking\.k8s\.io eastwest --namespace istio-system$/,
    );
  });

  it('has no command for what is left to its owner', () => {
    expect(
      stepCommands(
        planned(trustRoots({ kind: 'own', configMap: CONFIG_MAP }), {
          ref: CONFIG_MAP,
          operation: 'propose',
          after: {},
        }),
      ),
    ).toBe('');
  });

  it('quotes what comes from the catalog', () => {
    expect(
      stepCommands(
        planned({
          ...BASE,
          cluster: "e'; id",
          type: 'verify-trust',
          roots: [],
        }),
      ),
    ).toContain(`--context 'e'\\''; id' rollout`);
  });
});
