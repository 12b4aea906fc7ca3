const LENGTH = 200;

/**
 * The `default` of a switch over a union: does not compile while a member has no case of its own,
 * and throws for what came from outside the types. This is the one way to check exhaustiveness
 * here.
 *
 * @public
 */
export function assertNever(value: never): never {
  const text: string = JSON.stringify(value) ?? String(value);
  throw new Error(`Unexpected value: ${text.slice(0, LENGTH)}`);
}
