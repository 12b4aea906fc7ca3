import { clusterEntity, type ClusterDescription } from './clusterEntity';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n';
const CA = base64(CERTIFICATE);
const NORTH = { name: 'north', owner: 'platform' };
const URL = 'https://north.example.com:6443';
const AWS = { authProvider: 'aws', caData: CA };

describe('clusterEntity', () => {
  it('describes a cluster that is known from elsewhere', () => {
    expect(clusterEntity(NORTH)).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: 'north' },
      spec: { type: 'kubernetes-cluster', owner: 'platform' },
    });
  });

  it('has all that is given', () => {
    expect(
      clusterEntity({
        ...NORTH,
        title: 'North',
        description: 'In the north',
        system: 'shop',
        dependsOn: ['resource:default/power'],
        apiServerUrl: URL,
      }),
    ).toMatchObject({
      metadata: {
        title: 'North',
        description: 'In the north',
        annotations: { 'kubernetes.io/api-server': URL },
      },
      spec: { system: 'shop', dependsOn: ['resource:default/power'] },
    });
  });

  it('lets the Kubernetes plugin find the cluster', () => {
    const metadata = { 'kubernetes.io/x-k8s-aws-id': 'north' };

    expect(
      clusterEntity({
        ...NORTH,
        apiServerUrl: URL,
        connection: { ...AWS, metadata },
      }).metadata.annotations,
    ).toEqual({
      'kubernetes.io/api-server': URL,
      'kubernetes.io/api-server-certificate-authority': CA,
      'kubernetes.io/auth-provider': 'aws',
      ...metadata,
    });
  });

  const connected = (connection: object): Partial<ClusterDescription> => ({
    apiServerUrl: URL,
    connection: { ...AWS, ...connection },
  });

  it.each<[string, Partial<ClusterDescription>]>([
    ['owner: ', { owner: 'a:b:c/' }],
    ['system: ', { system: '/' }],
    ['dependsOn: ', { dependsOn: ['without-kind'] }],
    ['apiServerUrl: ', { apiServerUrl: 'http://plain.example.com' }],
    ['apiServerUrl: ', { apiServerUrl: 'https://x/${TOKEN}' }],
    ['apiServerUrl: a connection needs it', { connection: AWS }],
    [
      'connection.authProvider: ',
      connected({ authProvider: 'serviceAccount' }),
    ],
    ['connection.caData: ', connected({ caData: 'no certificate' })],
    [
      'connection.caData: ',
      connected({
        caData: base64(`${CERTIFICATE}-----BEGIN RSA PRIVATE KEY-----`),
      }),
    ],
    ['connection.metadata: ', connected({ metadata: { other: 'x' } })],
    [
      'connection.metadata: ',
      connected({ metadata: { 'kubernetes.io/skip-tls-verify': 'true' } }),
    ],
  ])('refuses by its name %s %j', (message, more) => {
    expect(() => clusterEntity({ ...NORTH, ...more })).toThrow(message);
  });
});
