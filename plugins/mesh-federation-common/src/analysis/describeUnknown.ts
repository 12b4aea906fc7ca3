import type { Observed, UnknownReason } from '../model';
import { assertNever } from '../model/basics/assertNever';
import { withoutStop } from '../model/basics/english';

/**
 * Why something is unknown, as the end of a sentence.
 *
 * @alpha
 */
export function describeUnknown(reason: UnknownReason): string {
  // What a cluster said may be a whole sentence, or nothing.
  const said = withoutStop(reason.message);
  const detail = said === '' ? '' : ` (${said})`;
  switch (reason.kind) {
    case 'forbidden':
      return `Backstage may not ${reason.verb} ${reason.resource}${
        reason.namespace === undefined ? '' : ` in ${reason.namespace}`
      }`;
    case 'unreachable':
      return `the cluster is unreachable${detail}`;
    case 'timeout':
      return `the cluster did not answer in time${detail}`;
    case 'error':
    case 'unsupported':
    case 'not-observed':
      return said || 'no reason was given';
    default:
      return assertNever(reason);
  }
}

/**
 * That something is unknown and why, as one sentence that fits one thing as well as several: `The
 * services of west could not be observed: …`.
 */
export function unobserved(what: string, reason: UnknownReason): string {
  return `${what} could not be observed: ${describeUnknown(reason)}.`;
}

/** The unknown sections among those given, with their names. */
export function unknownSections(
  sections: Readonly<Record<string, Observed<unknown>>>,
): readonly { readonly section: string; readonly reason: UnknownReason }[] {
  return Object.entries(sections).flatMap(([section, fact]) =>
    fact.status === 'unknown' ? [{ section, reason: fact.reason }] : [],
  );
}
