import { InputError } from '@backstage/errors';
import { isMap, isSeq, parseDocument, type Document } from 'yaml';
import type { Proposal } from '../definition/proposalsField';
import { editValues } from './editValues';
import { setEnvEntries } from './setEnvEntries';

/**
 * Sets what is proposed in the object itself.
 *
 * @throws InputError that names the field `path` when the object is not as Istio's are.
 */
export function editManifest(document: Document, proposal: Proposal): void {
  switch (proposal.kind) {
    case 'Deployment':
      editDeployment(document, proposal);
      break;
    case 'ConfigMap':
      editMesh(document, proposal);
      break;
    case 'Secret':
    default:
      editSecret(document, proposal);
  }
}

function editDeployment(
  document: Document,
  { name, env = {}, removeEnv = [] }: Proposal,
): void {
  const containers = document.getIn(['spec', 'template', 'spec', 'containers']);
  const istiod = isSeq(containers)
    ? containers.items.find(
        item => isMap(item) && item.get('name') === 'discovery',
      )
    : undefined;
  if (!isMap(istiod)) {
    throw new InputError(
      `path: Deployment ${name} in the file has no container discovery. Give the file that has it`,
    );
  }
  if (!isSeq(istiod.get('env'))) {
    istiod.set('env', document.createNode([]));
  }
  const list = istiod.get('env');
  if (isSeq(list)) {
    setEnvEntries(document, list, { env, removeEnv });
  }
}

/** The mesh config is a text in the ConfigMap, with comments of its own. */
function editMesh(document: Document, proposal: Proposal): void {
  const text = document.getIn(['data', 'mesh']);
  const mesh = parseDocument(typeof text === 'string' ? text : '');
  if (mesh.errors.length > 0 || typeof text !== 'string') {
    throw new InputError(
      `path: ConfigMap ${proposal.name} in the file has no mesh config in data.mesh. Give the file that has it`,
    );
  }
  editValues(mesh, { at: [], meshConfig: [] }, proposal);
  document.setIn(['data', 'mesh'], mesh.toString({ lineWidth: 0 }));
}

function editSecret(document: Document, { rootCert }: Proposal): void {
  const key = 'root-cert.pem';
  if (rootCert === undefined) return;
  if (document.hasIn(['data', key])) {
    document.setIn(['data', key], Buffer.from(rootCert).toString('base64'));
  } else {
    document.setIn(['stringData', key], rootCert);
  }
}
