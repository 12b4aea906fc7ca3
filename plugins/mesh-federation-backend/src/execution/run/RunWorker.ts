/** Works on runs: takes them by lease, executes their steps, resumes those whose worker died. */
export interface RunWorker {
  /** Looks for work now; called after a run was created. Returns at once. */
  wake(): void;
  start(): Promise<void>;
  /** Stops taking work and gives up the lease without failing the run. */
  stop(): Promise<void>;
}
