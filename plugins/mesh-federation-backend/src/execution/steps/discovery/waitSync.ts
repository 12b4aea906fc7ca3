import {
  counted,
  ISTIO_NAMESPACE,
  optional,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  REMOTE_SECRETS,
  decodeRemoteSecret,
} from '../../../istio/read/discovery/remoteSecrets';
import {
  isIssuer,
  type ApiServerIdentity,
} from '../../../istio/read/discovery/isIssuer';
import { fingerprintsOf } from '../../../istio/text/fingerprintsOf';
import type { StepContext, StepExecutor } from '../../step/StepContext';
import type { StepOf } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  TOKEN_REVIEW,
  reviewToken,
} from '../../../kubernetes/objects/reviewToken';
import { syncStatuses, type ReplicaSync } from '../../gates/syncStatuses';
import {
  closed,
  open,
  unanswered,
  waitFor,
  type GateState,
} from '../../step/waitFor';
import type { StepKind } from '../../step/StepKind';

const SECRETS: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: ISTIO_NAMESPACE,
  name: 'istio-remote-secret-*',
};

/**
 * Waits until every replica of istiod reads the peer. istiod keeps saying `synced` after a token
 * was revoked or the remote cluster is gone, so the token and the remote API server are checked as
 * well. Without the right to read Secrets, istiod 1.31 ends in `timeout` although endpoints flow:
 * with such a reader, `syncing` and `timeout` count as synced, and the message says so.
 */
const execute: StepExecutor<'wait-sync'> = async context => {
  const { cluster } = context.step;
  return waitFor(context, {
    cluster,
    check: async () => {
      const sync = await checkReplicas(context);
      if (!sync.open) {
        return sync;
      }
      const token = await checkToken(context);
      if (!token.open) {
        return token;
      }
      const api = await checkApi(context);
      return api.open
        ? open(`${sync.message}; ${token.message}; ${api.message}`)
        : api;
    },
  });
};

async function checkReplicas(
  context: StepContext<StepOf<'wait-sync'>>,
): Promise<GateState> {
  const { cluster, clusterId, peer, choice } = context.step;
  const replicas = await syncStatuses(context, { cluster, clusterId });
  if ('open' in replicas) {
    return replicas;
  }
  const good = (replica: ReplicaSync) =>
    replica.status === 'synced' ||
    (choice === 'without-secrets' &&
      (replica.status === 'syncing' || replica.status === 'timeout'));
  const bad = replicas.find(replica => !good(replica));
  if (bad) {
    return closed(
      bad.status
        ? `istiod ${bad.pod} of ${cluster} says ${bad.status} about ${peer}`
        : `istiod ${bad.pod} of ${cluster} does not know ${peer} yet`,
    );
  }
  return replicas.every(replica => replica.status === 'synced')
    ? open(
        `${peer} is synced by ${counted(replicas.length, 'replica')} of istiod`,
      )
    : open(
        `${peer} is read without Secrets by ${counted(
          replicas.length,
          'replica',
        )} of istiod, which so never reports it synced`,
      );
}

async function checkToken(
  context: StepContext<StepOf<'wait-sync'>>,
): Promise<GateState> {
  const { cluster, clusterId, peer } = context.step;
  const secrets = await context.clients
    .forCluster(cluster)
    .list(REMOTE_SECRETS, { signal: context.signal });
  if (!secrets.ok) {
    return unanswered(secrets.error, { cluster, object: SECRETS });
  }
  const found = secrets.value
    .flatMap(decodeRemoteSecret)
    .find(({ entry }) => entry.clusterId === clusterId);
  if (!found) {
    return closed(`${cluster} has no remote secret for ${peer}`);
  }
  if (!found.token) {
    return closed(
      `Secret ${found.entry.secret.name} of ${cluster} holds no token that could be reviewed`,
    );
  }
  if (!isIssuer(found.entry, apiServerOf(context))) {
    return closed(
      `Secret ${found.entry.secret.name} of ${cluster} names another API server than that of ${peer}: its token is sent to nobody`,
    );
  }
  const review = await reviewToken(
    context.clients.forCluster(peer),
    found.token,
    { signal: context.signal },
  );
  if (!review.ok) {
    return unanswered(review.error, { cluster: peer, object: TOKEN_REVIEW });
  }
  return review.value === 'accepted'
    ? open(`${peer} accepts the token`)
    : closed(
        `${peer} does not accept the token of Secret ${found.entry.secret.name} of ${cluster}`,
      );
}

/** The peer's API server as the plan knows it, which writes the remote secret before this gate. */
function apiServerOf({
  plan,
  step: { cluster, peer },
}: StepContext<StepOf<'wait-sync'>>): ApiServerIdentity {
  const written = plan.steps
    .map(({ step }) => step)
    .find(
      (step): step is StepOf<'remote-secret'> =>
        step.type === 'remote-secret' &&
        step.cluster === cluster &&
        step.peer === peer,
    );
  return {
    ...optional({ url: written?.server }),
    caFingerprints: written ? fingerprintsOf(written.caPem) : [],
  };
}

async function checkApi(
  context: StepContext<StepOf<'wait-sync'>>,
): Promise<GateState> {
  const { peer } = context.step;
  const ready = await context.clients
    .forCluster(peer)
    .getText('/readyz', { signal: context.signal });
  if (!ready.ok) {
    return closed(
      `the API server of ${peer} is not ready: ${ready.error.reason.message}`,
    );
  }
  // Whatever else answers does not speak for the API server.
  return ready.value.trim() === 'ok'
    ? open(`the API server of ${peer} is ready`)
    : closed(`what answers for the API server of ${peer} is not Kubernetes`);
}

export const waitSync: StepKind<'wait-sync'> = {
  // A gate: it writes nothing.
  render: step => ({
    step,
    title: `Wait until istiod of ${step.cluster} reads ${step.peer}`,
    objects: [],
  }),
  execute,
};
