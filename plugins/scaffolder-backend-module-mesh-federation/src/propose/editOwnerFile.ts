import { InputError } from '@backstage/errors';
import {
  Document,
  isMap,
  parseAllDocuments,
  type Document as YamlDocument,
} from 'yaml';
import type { Proposal } from '../definition/proposalsField';
import { editManifest } from './editManifest';
import { editValues, valuesIn } from './editValues';

/**
 * The file by which somebody owns istiod, with what is proposed set in it: in the spelling that is
 * in use there, everything else with its comments as it was. An empty file becomes Helm values.
 *
 * @throws InputError that names the field `path` when nothing in the file is what is proposed for.
 */
export function editOwnerFile(
  text: string,
  proposals: readonly Proposal[],
): string {
  const documents = documentsOf(text);
  for (const proposal of proposals) {
    editFor(documents, proposal);
  }
  return documents
    .map(document => document.toString({ lineWidth: 0 }))
    .join('');
}

function documentsOf(text: string): readonly YamlDocument[] {
  const parsed = parseAllDocuments(text);
  const documents = Array.isArray(parsed) ? parsed : [];
  if (documents.some(({ errors }) => errors.length > 0)) {
    throw new InputError(
      'path: the file is no YAML. Give the file as it is before a template engine reads it, or that which the engine reads',
    );
  }
  const filled = documents.filter(({ contents }) => isMap(contents));
  return filled.length > 0 ? documents : [new Document({})];
}

function editFor(documents: readonly YamlDocument[], proposal: Proposal): void {
  const { kind, namespace, name, cluster } = proposal;
  const manifest = documents.find(
    document =>
      document.get('kind') === kind &&
      document.getIn(['metadata', 'name']) === name,
  );
  if (manifest) {
    editManifest(manifest, proposal);
    return;
  }
  const places = documents.flatMap(document => {
    const values = valuesIn(document);
    return values ? [{ document, values }] : [];
  });
  const [place] = places;
  if (!place || places.length > 1 || kind === 'Secret') {
    throw new InputError(
      `path: the file does not tell in one place what ${kind} ${namespace}/${name} of ${cluster} becomes. Give the file that holds ${
        kind === 'Secret'
          ? 'it'
          : 'it, Helm values, an IstioOperator, an Istio, a HelmRelease or an Application'
      }`,
    );
  }
  editValues(place.document, place.values, proposal);
}
