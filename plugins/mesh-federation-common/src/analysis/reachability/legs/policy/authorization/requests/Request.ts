/**
 * What the rules of policies and the routes of clients look at, by subject: `method`, `path`,
 * `host`, `header x`, and whatever is only known to hold or not, which is there or not.
 */
export type Request = ReadonlyMap<string, string>;

/** A subject, and the patterns that it is compared with; none where it holds or does not. */
export interface Question {
  readonly subject: string;
  readonly patterns?: readonly string[];
}

/** Stands in a text for what no pattern is about. */
export const OTHER = '\u0000';

/** A value that nobody can tell, because it is not shown, or made by a regular expression. */
export const UNTOLD = '\u0001';

/** Where it is left open whether a subject is as a pattern, what stands for that it is. */
export function openSubject(subject: string, pattern: string): string {
  return `${subject} is ${pattern}`;
}
