import type { Proposal } from '../definition/proposalsField';
import { editOwnerFile } from './editOwnerFile';

const ISTIOD: Proposal = {
  cluster: 'east',
  kind: 'Deployment',
  namespace: 'istio-system',
  name: 'istiod',
  env: { ISTIO_MULTIROOT_MESH: 'true' },
};
const MESH: Proposal = {
  cluster: 'east',
  kind: 'ConfigMap',
  namespace: 'istio-system',
  name: 'istio',
  caCertificates: [{ pem: 'WEST\n' }],
  proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' },
};
const CACERTS: Proposal = {
  cluster: 'east',
  kind: 'Secret',
  namespace: 'istio-system',
  name: 'cacerts',
  rootCert: 'ROOTS\n',
};
const MESH_CONFIG = [
  'caCertificates:',
  '  - pem: |',
  '      WEST',
  'defaultConfig:',
  '  proxyMetadata:',
  '    PROXY_CONFIG_XDS_AGENT: "true"',
];

const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
const indented = (by: string) => MESH_CONFIG.map(line => by + line);

describe('editOwnerFile', () => {
  it.each<[string, readonly Proposal[], string, string]>([
    [
      'an empty file',
      [ISTIOD, MESH],
      '',
      text(
        'pilot:',
        '  env:',
        '    ISTIO_MULTIROOT_MESH: "true"',
        'meshConfig:',
        ...indented('  '),
      ),
    ],
    [
      'Helm values with pilot.env and comments',
      [ISTIOD],
      text('# ours', 'pilot:', '  env:', '    # all', '    OTHER: x # keep'),
      text(
        '# ours',
        'pilot:',
        '  env:',
        '    # all',
        '    OTHER: x # keep',
        '    ISTIO_MULTIROOT_MESH: "true"',
      ),
    ],
    [
      'Helm values with env',
      [ISTIOD],
      text('env:', '  ISTIO_MULTIROOT_MESH: "false"', 'pilot:', '  env: {}'),
      text('env:', '  ISTIO_MULTIROOT_MESH: "true"', 'pilot:', '  env: {}'),
    ],
    [
      'an IstioOperator with a list',
      [ISTIOD, MESH],
      text(
        'apiVersion: install.istio.io/v1alpha1',
        'kind: IstioOperator',
        'spec:',
        '  components:',
        '    pilot:',
        '      k8s:',
        '        env:',
        '          - name: OTHER',
        '            value: x',
      ),
      text(
        'apiVersion: install.istio.io/v1alpha1',
        'kind: IstioOperator',
        'spec:',
        '  components:',
        '    pilot:',
        '      k8s:',
        '        env:',
        '          - name: OTHER',
        '            value: x',
        '          - name: ISTIO_MULTIROOT_MESH',
        '            value: "true"',
        '  meshConfig:',
        ...indented('    '),
      ),
    ],
    [
      'an IstioOperator with values',
      [ISTIOD, MESH],
      text(
        'apiVersion: install.istio.io/v1alpha1',
        'kind: IstioOperator',
        'spec:',
        '  values:',
        '    meshConfig:',
        '      caCertificates: []',
      ),
      text(
        'apiVersion: install.istio.io/v1alpha1',
        'kind: IstioOperator',
        'spec:',
        '  values:',
        '    meshConfig:',
        ...indented('      '),
        '    pilot:',
        '      env:',
        '        ISTIO_MULTIROOT_MESH: "true"',
      ),
    ],
    [
      'an Istio of the Sail operator',
      [ISTIOD, MESH],
      text(
        'apiVersion: sailoperator.io/v1',
        'kind: Istio',
        'spec:',
        '  version: v1.31.0',
      ),
      text(
        'apiVersion: sailoperator.io/v1',
        'kind: Istio',
        'spec:',
        '  version: v1.31.0',
        '  values:',
        '    pilot:',
        '      env:',
        '        ISTIO_MULTIROOT_MESH: "true"',
        '    meshConfig:',
        ...indented('      '),
      ),
    ],
    [
      'an Application with valuesObject',
      [ISTIOD],
      text(
        'apiVersion: argoproj.io/v1alpha1',
        'kind: Application',
        'spec:',
        '  source:',
        '    helm:',
        '      valuesObject:',
        '        global: {}',
      ),
      text(
        'apiVersion: argoproj.io/v1alpha1',
        'kind: Application',
        'spec:',
        '  source:',
        '    helm:',
        '      valuesObject:',
        '        global: {}',
        '        pilot:',
        '          env:',
        '            ISTIO_MULTIROOT_MESH: "true"',
      ),
    ],
    [
      'the objects themselves',
      [ISTIOD, MESH, CACERTS],
      text(
        'kind: Deployment',
        'metadata: { name: istiod }',
        'spec:',
        '  template:',
        '    spec:',
        '      containers:',
        '        - name: discovery',
        '---',
        'kind: ConfigMap',
        'metadata: { name: istio }',
        'data:',
        '  mesh: |',
        '    # theirs',
        '    trustDomain: east.local',
        '---',
        'kind: Secret',
        'metadata: { name: cacerts }',
        'data:',
        '  root-cert.pem: T0xE',
      ),
      text(
        'kind: Deployment',
        'metadata: { name: istiod }',
        'spec:',
        '  template:',
        '    spec:',
        '      containers:',
        '        - name: discovery',
        '          env:',
        '            - name: ISTIO_MULTIROOT_MESH',
        '              value: "true"',
        '---',
        'kind: ConfigMap',
        'metadata: { name: istio }',
        'data:',
        '  mesh: |',
        '    # theirs',
        '    trustDomain: east.local',
        ...indented('    '),
        '---',
        'kind: Secret',
        'metadata: { name: cacerts }',
        'data:',
        `  root-cert.pem: ${Buffer.from('ROOTS\n').toString('base64')}`,
      ),
    ],
  ])('edits %s', (_, proposals, before, after) => {
    const edited = editOwnerFile(before, proposals);

    expect(edited).toBe(after);
    expect(editOwnerFile(edited, proposals)).toBe(edited);
  });

  it('takes away what is not wanted any more, in each spelling', () => {
    const { env, ...rest } = ISTIOD;
    const removal = { ...rest, removeEnv: ['ISTIO_MULTIROOT_MESH'] };

    expect(
      editOwnerFile(
        text(
          'env:',
          '  ISTIO_MULTIROOT_MESH: "true"',
          '  OTHER: x',
          'pilot:',
          '  env:',
          '    ISTIO_MULTIROOT_MESH: "true"',
          '    MORE: y',
        ),
        [removal],
      ),
    ).toBe(text('env:', '  OTHER: x', 'pilot:', '  env:', '    MORE: y'));
  });

  it.each<[string, Proposal, string]>([
    ['is no YAML', ISTIOD, '{{- if .Values.x }}\na: [\n'],
    ['holds something else', ISTIOD, 'apiVersion: v1\nkind: Service\n'],
    ['holds no Secret', CACERTS, 'pilot: {}\n'],
    [
      'holds two places',
      ISTIOD,
      'apiVersion: sailoperator.io/v1\nkind: Istio\n---\napiVersion: sailoperator.io/v1\nkind: Istio\n',
    ],
    [
      'holds another Deployment of this name',
      ISTIOD,
      'kind: Deployment\nmetadata: { name: istiod }\n',
    ],
    [
      'holds a ConfigMap without mesh config',
      MESH,
      'kind: ConfigMap\nmetadata: { name: istio }\n',
    ],
  ])('refuses a file that %s', (_, proposal, before) => {
    expect(() => editOwnerFile(before, [proposal])).toThrow(/^path: /);
  });
});
