import { pemScalar } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { isDeepStrictEqual } from 'node:util';
import {
  type Certificate,
  type Fingerprint,
  PROXY_CONFIG_XDS_AGENT,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { InputError } from '@backstage/errors';
import {
  type Document,
  Scalar,
  YAMLSeq,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml';
import { objectOf } from '../../../kubernetes/objects/json';
import { parseYaml } from '../../text/parseYaml';
import { fingerprintsOf } from '../../text/fingerprintsOf';

const LIST = ['caCertificates'];
const FLAG = ['defaultConfig', 'proxyMetadata', PROXY_CONFIG_XDS_AGENT];

/**
 * Edits only `caCertificates` and the proxy flag in somebody else's mesh config; comments and all
 * other fields stay. Entries that are neither wanted nor named in `remove` stay as well: they are
 * not ours. The flag is never taken away, because nothing tells who set it. Scalars are taken as
 * text, whatever they mean to a reader of YAML 1.1 or 1.2, so that they stay as they are written.
 */
export function editMeshConfigYaml(options: {
  readonly yaml: string;
  readonly roots: readonly Certificate[];
  /** Fingerprints of the entries to take out. */
  readonly remove: readonly Fingerprint[];
}): string {
  const before = parsed(options.yaml);
  const document = parseDocument(options.yaml, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
  });
  if (
    document.errors.length > 0 ||
    (document.contents && !isMap(document.contents))
  ) {
    throw new InputError('The mesh config is not a YAML map');
  }
  editList(document, options);
  if (options.roots.length > 0 && document.getIn(FLAG) !== 'true') {
    document.setIn(FLAG, quoted('true'));
  }
  const after = document.toString({ lineWidth: 0 });
  if (!isDeepStrictEqual(others(parsed(after)), others(before))) {
    throw new InputError(
      'The mesh config cannot be edited without changing more',
    );
  }
  return after;
}

function parsed(yaml: string): unknown {
  try {
    return parseYaml(yaml);
  } catch {
    throw new InputError('The mesh config is not valid YAML');
  }
}

/** What an edit must not change. */
function others(mesh: unknown): unknown {
  const { caCertificates, defaultConfig, ...rest } = objectOf(mesh);
  const { proxyMetadata, ...proxy } = objectOf(defaultConfig);
  const { [PROXY_CONFIG_XDS_AGENT]: flag, ...metadata } =
    objectOf(proxyMetadata);
  return { rest, proxy, metadata };
}

/** A text that no reader of YAML takes for something else. */
function quoted(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function editList(
  document: Document,
  options: {
    readonly roots: readonly Certificate[];
    readonly remove: readonly Fingerprint[];
  },
): void {
  const found = document.getIn(LIST, true);
  const list = isSeq(found) ? found : new YAMLSeq();
  const wanted = new Set(options.roots.map(root => root.fingerprint));
  const unwanted = new Set(
    options.remove.filter(fingerprint => !wanted.has(fingerprint)),
  );
  list.items = list.items.filter(item => {
    const fingerprint = fingerprintOf(item);
    return fingerprint === undefined || !unwanted.has(fingerprint);
  });
  const present = new Set(list.items.map(fingerprintOf));
  for (const root of options.roots) {
    if (!present.has(root.fingerprint)) {
      list.add(document.createNode({ pem: pemScalar(root.pem) }));
    }
  }
  if (list.items.length === 0) {
    document.deleteIn(LIST);
    return;
  }
  list.flow = false;
  document.setIn(LIST, list);
}

/** istiod reads only the first certificate of an entry, so the first one names it. */
function fingerprintOf(item: unknown): Fingerprint | undefined {
  const pem = isMap(item) ? item.get('pem', true) : undefined;
  return isScalar(pem) ? fingerprintsOf(String(pem.value))[0] : undefined;
}
