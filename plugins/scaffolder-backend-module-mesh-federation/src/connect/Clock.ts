/** Time, as an argument: tests have one of their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Throws what the signal was aborted with. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
