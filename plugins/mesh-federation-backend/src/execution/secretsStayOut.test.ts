import { federationLabels } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import fc from 'fast-check';
import { ROOT_FIXTURES } from '@mesh-federation/fixtures';
import { JOIN, observe, planFor } from './__testUtils__/observeAndPlan';
import { runBench, type RunBench } from './__testUtils__/runBench';

jest.setTimeout(60_000);

const SECRET = 'THE-BYTES-OF-A-KEY';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const { east, north, west } = ROOT_FIXTURES;
const FEDERATION_LABELS = federationLabels(['demo']);
const keyOf = (label: string) =>
  `-----BEGIN ${label}-----\n${base64(SECRET)}\n-----END ${label}-----\n`;

/** What people have in a file beside their roots, by design and by mistake. */
const PARTS = fc.constantFrom(
  north.pem,
  `# ${SECRET}\n`,
  '\n',
  '  ',
  keyOf('PRIVATE KEY'),
  keyOf('RSA PRIVATE KEY'),
  keyOf('EC PRIVATE KEY'),
  keyOf('ENCRYPTED PRIVATE KEY'),
  keyOf('CERTIFICATE'),
  keyOf('PRIVATE KEY').replace(/-----END.*/, ''),
  keyOf('PRIVATE KEY').replaceAll(/^/gm, '    '),
  keyOf('PRIVATE KEY').replaceAll('\n', '\\n'),
  `-----BEGIN CERTIFICATE-----\n${keyOf(
    'PRIVATE KEY',
  )}-----END CERTIFICATE-----\n`,
  base64(keyOf('PRIVATE KEY')),
);

const TEXTS = fc
  .tuple(fc.array(PARTS, { maxLength: 5 }), fc.array(PARTS, { maxLength: 5 }))
  .map(([before, after]) => [...before, east.pem, ...after].join(''));

/** Every place of a cluster in which a list of certificates stands. */
const PLACES: Readonly<
  Record<string, (bench: RunBench, text: string) => void>
> = {
  'root-cert.pem of Secret cacerts': ({ east: { client } }, text) =>
    client.seed(
      'secrets',
      cacerts({ 'ca-cert.pem': east.pem, 'root-cert.pem': text }),
    ),
  'ca-cert.pem of Secret cacerts': ({ east: { client } }, text) =>
    client.seed(
      'secrets',
      cacerts({ 'ca-cert.pem': text, 'root-cert.pem': east.pem }),
    ),
  'a TLS Secret cacerts': ({ east: { client } }, text) =>
    client.seed(
      'secrets',
      cacerts({
        'tls.crt': text,
        'tls.key': keyOf('PRIVATE KEY'),
        'ca.crt': text,
      }),
    ),
  'the root ConfigMap of the control plane': ({ east: { client } }, text) =>
    client.edit('configmaps/istio-system/istio-ca-root-cert', map => {
      map.data['root-cert.pem'] = text;
    }),
  'the root ConfigMap of a namespace': ({ east: { client } }, text) =>
    client.edit('configmaps/apps/istio-ca-root-cert', map => {
      map.data['root-cert.pem'] = text;
    }),
  'the mesh config': ({ east: { client } }, text) =>
    client.edit('configmaps/istio-system/istio', map => {
      map.data.mesh = `caCertificates: [{ pem: ${JSON.stringify(
        text,
      )} }]\npassword: ${SECRET}\n`;
    }),
  'the CA of the API server': ({ east: { client } }, text) =>
    client.edit('configmaps/kube-system/kube-root-ca.crt', map => {
      map.data['ca.crt'] = text;
    }),
  'the CA of a remote secret': ({ east: { client } }, text) =>
    client.seed('secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'by-hand',
        namespace: 'istio-system',
        labels: { 'istio/multiCluster': 'true' },
      },
      data: { west: base64(kubeconfigOf(text)) },
    }),
};

function cacerts(data: Readonly<Record<string, string>>) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'cacerts', namespace: 'istio-system' },
    data: Object.fromEntries(
      Object.entries(data).map(([key, text]) => [key, base64(text)]),
    ),
  };
}

function kubeconfigOf(ca: string): string {
  const cluster = {
    server: `https://admin:${SECRET}@west.example:6443?token=${SECRET}`,
    'certificate-authority-data': base64(ca),
  };
  return JSON.stringify({
    'current-context': 'west',
    contexts: [{ name: 'west', context: { cluster: 'west', user: 'west' } }],
    clusters: [{ name: 'west', cluster }],
    users: [{ name: 'west', user: { 'client-key-data': base64(SECRET) } }],
  });
}

describe('what is observed and planned', () => {
  it.each(Object.entries(PLACES))(
    'holds no key, whatever stands in %s',
    async (_, put) => {
      const secret = new RegExp(
        `PRIVATE KEY|${SECRET}|${base64(SECRET)}|${base64(
          keyOf('PRIVATE KEY'),
        ).slice(0, 24)}`,
      );
      await fc.assert(
        fc.asyncProperty(TEXTS, async text => {
          const bench = runBench();
          put(bench, text);

          const states = await observe(bench);
          const plan = await planFor(bench, JOIN, 'join');

          expect(states).toHaveLength(2);
          expect(JSON.stringify([states, plan])).not.toMatch(secret);
        }),
        { numRuns: 25, seed: 8 },
      );
    },
  );

  it('plans no edit of a bundle with a key in it, neither to join nor to leave', async () => {
    const bench = runBench();
    const text = east.pem + keyOf('PRIVATE KEY');
    PLACES['root-cert.pem of Secret cacerts'](bench, text);

    const plan = await planFor(bench, JOIN, 'join');

    expect(plan.status).toBe('blocked');
    expect(
      plan.findings.filter(({ blocking }) => blocking).map(({ code }) => code),
    ).toContain('MF2023');
  });

  it('plans no edit when a member leaves whose bundle has come to hold a key', async () => {
    const bench = runBench();
    const leaveWith = async (text: string) => {
      PLACES['root-cert.pem of Secret cacerts'](bench, text);
      bench.east.client.edit('secrets/istio-system/cacerts', secret => {
        secret.metadata.labels = FEDERATION_LABELS;
      });
      return planFor(bench, { kind: 'leave' }, 'leave');
    };
    const joined = east.pem + west.pem;

    const sound = await leaveWith(joined);
    const leave = await leaveWith(joined + keyOf('PRIVATE KEY'));

    expect(sound.steps.map(({ step }) => step.id)).toContain(
      'trust-roots:east:cacerts',
    );
    expect(leave.status).toBe('blocked');
    expect(
      leave.findings.filter(({ blocking }) => blocking).map(({ code }) => code),
    ).toEqual(['MF2023']);
  });
});
