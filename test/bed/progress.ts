/** What the bed tells about its work, for a terminal, a test report or nobody. */

export interface ProgressEvent {
  readonly stage: string;
  readonly cluster?: string;
  readonly message: string;
  /** Since the start of the whole operation. */
  readonly elapsedMs: number;
}

export type OnProgress = (event: ProgressEvent) => void;

/** Tells one step of the work; bound to the operation's start. */
export type Tell = (stage: string, message: string, cluster?: string) => void;

export function teller(onProgress: OnProgress = () => undefined): Tell {
  const start = Date.now();
  return (stage, message, cluster) =>
    onProgress({
      stage,
      message,
      elapsedMs: Date.now() - start,
      ...(cluster === undefined ? {} : { cluster }),
    });
}

/** One line for a terminal. */
export function progressLine(event: ProgressEvent): string {
  const seconds = (event.elapsedMs / 1000).toFixed(1).padStart(6);
  const subject = (event.cluster ?? event.stage).padEnd(8);
  return `${seconds}s  ${subject} ${event.message}`;
}

/** Tells every few seconds that a long step is still going on. */
export async function withHeartbeat<T>(
  beat: (seconds: number) => void,
  work: () => Promise<T>,
  everyMs = 15_000,
): Promise<T> {
  const start = Date.now();
  const timer = setInterval(
    () => beat(Math.round((Date.now() - start) / 1000)),
    everyMs,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
