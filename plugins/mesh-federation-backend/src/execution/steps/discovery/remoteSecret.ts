import {
  type Manifest,
  type PlannedObject,
  type StepOf,
  renewBeforeMs,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { kubeconfigWithToken } from '../../../istio/write/objects/kubeconfig';
import { READER } from '../../../istio/readerObjects';
import { fingerprintsOf } from '../../../istio/text/fingerprintsOf';
import { at, textOf } from '../../../kubernetes/objects/json';
import { decodeRemoteSecret } from '../../../istio/read/discovery/remoteSecrets';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { callCluster } from '../../step/callCluster';
import { containsFields } from '../../objects/containsFields';
import { objectAddress } from '../../../kubernetes/objects/objectAddress';
import {
  TOKEN_REVIEW,
  reviewToken,
} from '../../../kubernetes/objects/reviewToken';
import { stepFailed } from '../../step/runErrors';
import { encodeStringData } from '../../objects/encodeStringData';
import type { StepContext, StepExecutor } from '../../step/StepContext';
import { readObject, receiptOf } from '../../objects/readObject';
import {
  requireUnmoved,
  settleApply,
  takesOver,
} from '../../objects/writeObject';
import type { StepKind } from '../../step/StepKind';
import { renderRemoteSecret } from '../../../istio/write/steps/renderRemoteSecret';

type RemoteSecretContext = StepContext<StepOf<'remote-secret'>>;

/** A token that ends sooner is not worth keeping, unless it was granted for a short time only. */
const MINIMUM_LIFE_MS = 3_600_000;

/**
 * Mints a token of the peer's reader and applies the remote secret in place. The token is nowhere
 * but in this function's memory. A secret that this step wrote before and that still works is kept:
 * after a crash, or when a finished plan runs again.
 */
const execute: StepExecutor<'remote-secret'> = async context => {
  const [object] = context.planned.objects;
  const live = await readObject(context, object);
  if (live && !isAsPlanned(object, live) && (await works(context, live))) {
    await context.record(receiptOf(object, 'unchanged'));
    return 'The secret in place works';
  }
  requireUnmoved(object, live);
  await context.guard();
  const force = live !== undefined && (await takesOver(context, object));
  const { token, expiresAt } = await mintToken(context);
  const manifest = manifestWith(token, context);
  await settleApply(context, {
    object,
    live,
    manifest,
    force,
    isWritten: current => containsFields(current, manifest),
  });
  const { peer } = context.step;
  return expiresAt === undefined
    ? `${peer} granted a token and did not say when it ends`
    : `The token of ${peer} is good until ${expiresAt}`;
};

/** What the plan shows, with the token: for the API server alone, not to be kept or told. */
function manifestWith(
  token: string,
  { planned, step: { clusterId } }: RemoteSecretContext,
): Manifest {
  const { after = {} } = planned.objects[0];
  const shown = textOf(at(after, 'stringData', clusterId)) ?? '';
  return encodeStringData({
    ...after,
    stringData: { [clusterId]: kubeconfigWithToken(shown, token) },
  });
}

/** Nothing was done since the plan was made, and the plan had a reason to renew. */
function isAsPlanned(object: PlannedObject, live: KubernetesObject): boolean {
  const { precondition } = object;
  return (
    precondition !== undefined &&
    'resourceVersion' in precondition &&
    precondition.resourceVersion === live.metadata.resourceVersion
  );
}

/** Ours, as wanted, and with a token that the peer accepts and that does not end soon. */
async function works(
  context: RemoteSecretContext,
  live: KubernetesObject,
): Promise<boolean> {
  const { clusterId, server, caPem, peer } = context.step;
  const { stringData, ...wanted } = context.planned.objects[0].after ?? {};
  const found = decodeRemoteSecret(live).find(
    ({ entry }) => entry.clusterId === clusterId,
  );
  if (!found?.token || !containsFields(live, wanted)) {
    return false;
  }
  const { entry, token } = found;
  const sameServer =
    entry.server === server &&
    entry.caFingerprints.join() === fingerprintsOf(caPem).join();
  const lives =
    entry.tokenExpiresAt === undefined ||
    Date.parse(entry.tokenExpiresAt) - context.now().getTime() >
      Math.min(MINIMUM_LIFE_MS, renewBeforeMs(entry));
  if (!sameServer || !lives) {
    return false;
  }
  const review = await callCluster(
    context,
    { cluster: peer, object: TOKEN_REVIEW },
    () => reviewToken(context.clients.forCluster(peer), token),
  );
  return review === 'accepted';
}

async function mintToken(context: RemoteSecretContext): Promise<{
  readonly token: string;
  readonly expiresAt: string | undefined;
}> {
  const { peer } = context.step;
  const answer = await callCluster(
    context,
    { cluster: peer, object: READER.account },
    () =>
      context.clients.forCluster(peer).create(
        { ...objectAddress(READER.account), subresource: 'token' },
        {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { expirationSeconds: context.config.tokenLifetimeSeconds },
        },
      ),
  );
  const token = textOf(at(answer, 'status', 'token'));
  if (!token) {
    throw stepFailed({
      cluster: peer,
      object: READER.account,
      message: `${peer} granted no token to ServiceAccount ${READER.account.name}`,
    });
  }
  return {
    token,
    expiresAt: textOf(at(answer, 'status', 'expirationTimestamp')),
  };
}

export const remoteSecret: StepKind<'remote-secret'> = {
  render: renderRemoteSecret,
  execute,
};
