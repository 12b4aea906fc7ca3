import {
  type StepOf,
  ISTIO_MULTIROOT_MESH,
  ISTIOD,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { istiodEnv } from '../../../istio/read/controlplane/controlPlanes';
import { ISTIOD_DEPLOYMENTS } from '../../../istio/read/controlplane/istiodLists';
import { isTrue } from '../../../kubernetes/objects/json';
import { unwantedRoots } from '../../../istio/write/roots/trustRoots';
import { callCluster } from '../../step/callCluster';
import { isWritten } from '../../objects/patchText';
import { rootsEdit, type TextEdit } from '../../../istio/write/roots/rootsEdit';
import type { StepContext, StepExecutor } from '../../step/StepContext';
import { bundleState } from '../../gates/trustState';
import { open, waitFor } from '../../step/waitFor';
import { readObject } from '../../objects/readObject';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';
import { renderTrustRoots } from '../../../istio/write/roots/renderTrustRoots';

/**
 * Time for istiod to push a removal while it still has the flags: without them, proxies keep the
 * roots that they have.
 */
const SETTLE_MS = 2000;

/**
 * Writes the list of foreign roots. A removal waits for istiod twice: before it is written and
 * afterwards.
 */
const execute: StepExecutor<'trust-roots'> = async context => {
  const removes = unwantedRoots(context.step).length > 0;
  const edit = rootsEdit(context.step);
  if (removes && edit && context.step.target.kind === 'cacerts') {
    await waitForAddition(context, edit);
  }
  const message = await applyObjects(context);
  if (removes) {
    await context.sleep(SETTLE_MS, context.signal);
  }
  return message;
};

/**
 * istiod with the flag must have seen an addition before a removal follows, because it takes only
 * one of both at a time; the kubelet brings them to it with a delay. Without the flag it reads the
 * whole bundle when it rolls.
 */
async function waitForAddition(
  context: StepContext<StepOf<'trust-roots'>>,
  edit: TextEdit,
): Promise<void> {
  const { cluster, before } = context.step;
  const [object] = context.planned.objects;
  const live = await readObject(context, object);
  const written = live && isWritten(object, live, edit);
  if (written || object.operation === 'propose' || !(await reloads(context))) {
    return;
  }
  await waitFor(context, {
    cluster,
    object: object.ref,
    check: async () => {
      const state = await bundleState(context, {
        cluster,
        certificates: before,
      });
      return state.open ? open('') : state;
    },
  });
}

async function reloads(
  context: StepContext<StepOf<'trust-roots'>>,
): Promise<boolean> {
  const { cluster } = context.step;
  const planes = await callCluster(context, { cluster, object: ISTIOD }, () =>
    context.clients
      .forCluster(cluster)
      .list(ISTIOD_DEPLOYMENTS, { signal: context.signal }),
  );
  return planes.some(plane => isTrue(istiodEnv(plane, ISTIO_MULTIROOT_MESH)));
}

export const trustRoots: StepKind<'trust-roots'> = {
  render: renderTrustRoots,
  execute,
};
