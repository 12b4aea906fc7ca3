/**
 * A field of a manifest that an API server would refuse.
 *
 * @alpha
 */
export interface ManifestFault {
  /** As `metadata.labels["a"]`. */
  readonly field: string;
  readonly value: string;
  /** What it has to be, in words. */
  readonly rule: string;
}

/** A form of names. Source: k8s.io/apimachinery pkg/util/validation/validation.go. */
interface Form {
  readonly longest: number;
  readonly pattern: RegExp;
  readonly rule: string;
}

const DNS_LABEL: Form = {
  longest: 63,
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  rule: 'at most 63 lower case letters, digits and "-", with a letter or digit at both ends',
};

const DNS_SUBDOMAIN: Form = {
  longest: 253,
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  rule: 'at most 253 lower case letters, digits, "-" and ".", with a letter or digit at both ends of each part',
};

const LABEL_VALUE: Form = {
  longest: 63,
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  rule: 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
};

const DATA_KEY: Form = {
  longest: 253,
  pattern: /^(?!\.\.?$)(?!\.\.)[-._a-zA-Z0-9]+$/,
  rule: 'at most 253 letters, digits, "-", "_" and "."',
};

/** Kinds whose names become part of a host name. */
const NAMED_AS_LABEL = ['Namespace', 'Service'];

/**
 * Every name, label and key of a manifest that Kubernetes does not take. It says so itself only
 * when the object is written, which is too late: other objects are written by then.
 *
 * @alpha
 */
export function manifestFaults(manifest: unknown): readonly ManifestFault[] {
  const kind = at(manifest, 'kind');
  const metadata = at(manifest, 'metadata');
  const named = NAMED_AS_LABEL.includes(String(kind));
  return [
    ...wrong('metadata.name', at(metadata, 'name'), [
      named ? DNS_LABEL : DNS_SUBDOMAIN,
    ]),
    ...wrong('metadata.namespace', at(metadata, 'namespace'), [DNS_LABEL]),
    ...entries(at(metadata, 'labels')).flatMap(([key, value]) => [
      ...wrongKey('metadata.labels', key),
      ...wrong(`metadata.labels["${key}"]`, value, [LABEL_VALUE]),
    ]),
    ...entries(at(metadata, 'annotations')).flatMap(([key]) =>
      wrongKey('metadata.annotations', key),
    ),
    ...['data', 'stringData'].flatMap(field =>
      entries(at(manifest, field)).flatMap(([key]) =>
        wrong(`a key of ${field}`, key, [DATA_KEY]),
      ),
    ),
  ];
}

/** `<prefix>/<name>`; the prefix, a DNS name, may be absent. */
function wrongKey(field: string, key: string): readonly ManifestFault[] {
  const slash = key.indexOf('/');
  return [
    ...(slash < 0
      ? []
      : wrong(`a key of ${field}`, key.slice(0, slash), [DNS_SUBDOMAIN])),
    ...(slash === key.length - 1
      ? [{ field: `a key of ${field}`, value: key, rule: LABEL_VALUE.rule }]
      : wrong(`a key of ${field}`, key.slice(slash + 1), [LABEL_VALUE])),
  ];
}

function wrong(
  field: string,
  value: unknown,
  forms: readonly Form[],
): readonly ManifestFault[] {
  if (value === undefined) {
    return [];
  }
  const text = String(value);
  return forms
    .filter(
      ({ longest, pattern }) => text.length > longest || !pattern.test(text),
    )
    .map(({ rule }) => ({ field, value: text, rule }));
}

function entries(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
    : [];
}

function at(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[field]
    : undefined;
}
