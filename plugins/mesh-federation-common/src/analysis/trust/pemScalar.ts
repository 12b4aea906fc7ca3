import { Scalar } from 'yaml';

/**
 * A certificate as a literal block, so that people can read the diff.
 *
 * @alpha
 */
export function pemScalar(pem: string): Scalar<string> {
  const scalar = new Scalar(pem.endsWith('\n') ? pem : `${pem}\n`);
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}
