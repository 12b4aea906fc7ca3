import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/** Who asks. */
export interface CallerOptions {
  readonly credentials: BackstageCredentials;
  /**
   * The HTTP request behind the call, if there is one: the audit event names its actor and address.
   */
  readonly request?: Request;
}
