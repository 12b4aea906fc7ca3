import {
  counted,
  ISTIO_NAMESPACE,
  type ClusterState,
  type ObjectRef,
  type PlannedStep,
  type StepOf,
  CACERTS_SECRET,
  ROOT_KEY,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { certificatesOnly } from '../../text/certificatesOnly';
import { editRootPem } from './editRootPem';
import { manifestOf } from '../objects/manifestOf';
import { revertsText } from './ownerOfConfigMap';
import { trustRootsTitle, unwantedRoots, wantedRoots } from './trustRoots';

const CACERTS: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: ISTIO_NAMESPACE,
  name: CACERTS_SECRET,
};

/** The bundle of a plugged-in CA: only the key `root-cert.pem`, never the others. */
export function renderCacertsRoots(options: {
  readonly step: StepOf<'trust-roots'>;
  readonly target: {
    readonly resourceVersion: string;
    readonly rootPem: string;
  };
  readonly state: ClusterState | undefined;
}): PlannedStep {
  const { step, target, state } = options;
  const { rootPem, postponed } = editRootPem({
    rootPem: target.rootPem,
    roots: wantedRoots(step),
    remove: unwantedRoots(step),
  });
  const proposed = revertsText(ownerOfCacerts(state));
  return {
    step,
    title: trustRootsTitle(step),
    ...(proposed
      ? { proposal: proposalFor(step.cluster, rootPem) }
      : { disruption: disruptionFor(postponed.length) }),
    objects: [
      {
        cluster: step.cluster,
        ref: CACERTS,
        operation: proposed ? 'propose' : 'update',
        before: bundle(certificatesOnly(target.rootPem)),
        after: bundle(certificatesOnly(rootPem)),
        precondition: { resourceVersion: target.resourceVersion },
      },
    ],
  };
}

function ownerOfCacerts(state: ClusterState | undefined) {
  return state?.trustStore.status === 'observed'
    ? state.trustStore.value.pluggedIn?.ownership.owner
    : undefined;
}

/** Public certificates, so as text: people read the diff, and the executor encodes it. */
function bundle(rootPem: string) {
  return manifestOf(CACERTS, {
    body: { stringData: { [ROOT_KEY]: rootPem } },
  });
}

function disruptionFor(postponed: number): string {
  const base =
    'istiod reloads the bundle once the kubelet has projected it (up to two minutes) and rewrites ConfigMap istio-ca-root-cert in every namespace; connections stay.';
  return postponed === 0
    ? base
    : `${base} ${counted(postponed, 'root')} that ${
        postponed === 1 ? 'is' : 'are'
      } not wanted any more ${
        postponed === 1 ? 'stays' : 'stay'
      } until the next plan: istiod takes additions or removals, not both at once.`;
}

function proposalFor(cluster: string, rootPem: string): string {
  return [
    `# Secret ${CACERTS.namespace}/${CACERTS.name} in ${cluster} belongs to somebody who would undo our change.`,
    '# Set only its key root-cert.pem to:',
    rootPem,
  ].join('\n');
}
