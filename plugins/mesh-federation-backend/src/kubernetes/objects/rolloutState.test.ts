import { faultyTexts } from '@mesh-federation/fixtures';
import { rolloutState } from './rolloutState';

const deployment = (replicas: number, status: Record<string, number>) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'web', generation: 4 },
  spec: { replicas },
  status: { observedGeneration: 4, ...status },
});

describe('rolloutState', () => {
  it('tells in good English of 0, 1 and 2 pods that are old, new and available', () => {
    const counts = [0, 1, 2];
    const messages = counts.flatMap(wanted =>
      counts.flatMap(updatedReplicas =>
        counts.flatMap(old =>
          counts.map(
            availableReplicas =>
              rolloutState(
                deployment(wanted, {
                  replicas: updatedReplicas + old,
                  updatedReplicas,
                  availableReplicas,
                }),
              ).message,
          ),
        ),
      ),
    );

    expect(messages).toContain('Deployment shop/web: 1 old pod is still there');
    expect(messages).toContain(
      'Deployment shop/web: 1 of 1 pods is new and available',
    );
    expect(faultyTexts(messages)).toEqual([]);
  });

  it('takes a Deployment as rolled out while superfluous new pods end', () => {
    const scaledDown = deployment(2, {
      replicas: 3,
      updatedReplicas: 3,
      availableReplicas: 3,
    });

    expect(rolloutState(scaledDown)).toEqual({
      done: true,
      message: 'Deployment shop/web: 3 of 3 pods are new and available',
    });
  });

  it('waits for every new pod of a Deployment, superfluous ones too', () => {
    const scaledDown = deployment(2, {
      replicas: 3,
      updatedReplicas: 3,
      availableReplicas: 2,
    });

    expect(rolloutState(scaledDown)).toEqual({
      done: false,
      message: 'Deployment shop/web: 2 of 3 new pods are available',
    });
  });

  it('gives a Deployment up that exceeded its progress deadline, but not before it was seen', () => {
    const stuck = deployment(2, { replicas: 3, updatedReplicas: 1 });
    const conditions = [
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
      },
    ];
    const exceeded = { ...stuck, status: { ...stuck.status, conditions } };
    const changed = {
      ...exceeded,
      metadata: { ...exceeded.metadata, generation: 5 },
    };

    expect(rolloutState(exceeded)).toEqual({
      done: false,
      givenUp: true,
      message: 'Deployment shop/web: it exceeded its progress deadline',
    });
    expect(rolloutState(changed).givenUp).toBeUndefined();
    expect(rolloutState(stuck).givenUp).toBeUndefined();
  });

  it('takes a Deployment that wants no pods as rolled out', () => {
    expect(rolloutState(deployment(0, {})).done).toBe(true);
  });

  it('goes by the nodes for a DaemonSet', () => {
    const daemonSet = (numberAvailable: number) => ({
      kind: 'DaemonSet',
      metadata: { namespace: 'shop', name: 'agent', generation: 1 },
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberAvailable,
      },
    });

    expect(rolloutState(daemonSet(2)).done).toBe(false);
    expect(rolloutState(daemonSet(3)).done).toBe(true);
  });
});
