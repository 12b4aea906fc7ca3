/**
 * A Kubernetes manifest as JSON. Secret bytes are placeholders of the form `${secret:…}`.
 *
 * @public
 */
export type Manifest = Readonly<Record<string, unknown>>;
