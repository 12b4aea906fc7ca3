import { isSeq, type Document } from 'yaml';
import type { Proposal } from '../definition/proposalsField';
import { setEnvEntries } from './setEnvEntries';

type Path = readonly string[];

/** Where the values of the istiod chart are in a document. */
export interface Values {
  readonly at: Path;
  /** `meshConfig`, where it is unless it is in use among the values. */
  readonly meshConfig?: Path;
  /** Of an IstioOperator: the list that it may have instead of a map. */
  readonly envList?: Path;
}

/**
 * Where a document has the values: as a whole, or as what the operators and GitOps tools make a
 * release of. Nothing for other documents.
 */
export function valuesIn(document: Document): Values | undefined {
  const apiVersion = String(document.get('apiVersion') ?? '');
  const kind = document.get('kind');
  if (apiVersion === '' && kind === undefined) {
    return { at: [] };
  }
  const group = apiVersion.split('/')[0];
  switch (`${group} ${String(kind)}`) {
    case 'install.istio.io IstioOperator':
      return {
        at: ['spec', 'values'],
        meshConfig: ['spec', 'meshConfig'],
        envList: ['spec', 'components', 'pilot', 'k8s', 'env'],
      };
    case 'sailoperator.io Istio':
    case 'helm.toolkit.fluxcd.io HelmRelease':
      return { at: ['spec', 'values'] };
    case 'argoproj.io Application': {
      const at = ['spec', 'source', 'helm', 'valuesObject'];
      return document.hasIn(at) ? { at } : undefined;
    }
    default:
      return undefined;
  }
}

/** Sets what is proposed, each setting in the spelling that is in use. */
export function editValues(
  document: Document,
  values: Values,
  proposal: Proposal,
): void {
  const { env = {}, removeEnv = [], caCertificates, proxyMetadata } = proposal;
  const list = values.envList && document.getIn(values.envList);
  if (isSeq(list)) {
    setEnvEntries(document, list, { env, removeEnv });
  } else {
    for (const [name, value] of Object.entries(env)) {
      document.setIn([...envPath(document, values, name), name], value);
    }
    for (const name of removeEnv) {
      for (const path of envPaths(values)) {
        document.deleteIn([...path, name]);
      }
    }
  }
  const meshConfig = meshConfigPath(document, values);
  if (caCertificates) {
    const node = document.createNode(caCertificates);
    document.setIn([...meshConfig, 'caCertificates'], node);
  }
  for (const [name, value] of Object.entries(proxyMetadata ?? {})) {
    const path = [...meshConfig, 'defaultConfig', 'proxyMetadata', name];
    document.setIn(path, value);
  }
}

/** The chart reads `pilot.env` first, then `env` (its `zzy_descope_legacy.yaml`). */
function envPaths({ at }: Values): readonly Path[] {
  return [
    [...at, 'pilot', 'env'],
    [...at, 'env'],
  ];
}

function envPath(document: Document, values: Values, name: string): Path {
  const paths = envPaths(values);
  return (
    paths.find(path => document.hasIn([...path, name])) ??
    paths.find(path => document.hasIn(path)) ??
    paths[0]!
  );
}

function meshConfigPath(document: Document, values: Values): Path {
  const among = [...values.at, 'meshConfig'];
  return document.hasIn(among) ? among : values.meshConfig ?? among;
}
