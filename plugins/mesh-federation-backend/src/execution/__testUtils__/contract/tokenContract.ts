/* eslint-disable jest/no-export -- one suite for two test files */
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../../../kubernetes/objects/json';
import {
  NAMESPACE,
  serviceAccountAt,
  valueOf,
  type ContractCluster,
} from './contractObjects';

/** Tokens of ServiceAccounts, and reviews. Adds its tests to the suite around it. */
export function describeTokenContract(contract: () => ContractCluster): void {
  const requestToken = (name: string) =>
    contract().client.create(
      { ...serviceAccountAt(name), subresource: 'token' },
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds: 3600 },
      },
    );
  const isAccepted = async (token: unknown) => {
    const review = await contract().client.create(
      { group: 'authentication.k8s.io', version: 'v1', plural: 'tokenreviews' },
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: { token },
      },
    );
    return at(valueOf(review), 'status', 'authenticated') === true;
  };

  it('grants tokens that are accepted until their ServiceAccount is gone', async () => {
    const { client } = contract();
    const address = serviceAccountAt('reader');
    await client.apply(address, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'reader', namespace: NAMESPACE },
    });

    const { token, expirationTimestamp } = valueOf(await requestToken('reader'))
      .status as { token: string; expirationTimestamp: string };

    const claims = JSON.parse(
      Buffer.from(token.split('.')[1], 'base64url').toString(),
    );
    expect(claims).toMatchObject({
      sub: `system:serviceaccount:${NAMESPACE}:reader`,
      exp: Date.parse(expirationTimestamp) / 1000,
    });
    expect(await isAccepted(token)).toBe(true);
    await client.remove(address);
    // An API server remembers for 10 seconds that it has accepted a token.
    const deadline = Date.now() + 30_000;
    while ((await isAccepted(token)) && Date.now() < deadline) {
      await sleep(500);
    }
    expect(await isAccepted(token)).toBe(false);
    await client.apply(address, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'reader', namespace: NAMESPACE },
    });
    expect(await isAccepted(token)).toBe(false);
  });

  it('accepts no token that nobody granted, and grants none without a ServiceAccount', async () => {
    expect(await isAccepted('head.body.signature')).toBe(false);
    expect(await requestToken('nobody')).toMatchObject({
      ok: false,
      error: { status: 404 },
    });
  });

  it('says what it may do', async () => {
    const review = await contract().client.create(
      {
        group: 'authorization.k8s.io',
        version: 'v1',
        plural: 'selfsubjectaccessreviews',
      },
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb: 'list',
            group: '',
            resource: 'secrets',
            namespace: NAMESPACE,
          },
        },
      },
    );
    expect(valueOf(review)).toMatchObject({ status: { allowed: true } });
  });
}
