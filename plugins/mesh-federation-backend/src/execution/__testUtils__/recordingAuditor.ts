import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';

/** An event that was begun, and how it ended. */
export interface AuditedEvent {
  readonly begun: AuditorServiceCreateEventOptions;
  end?: 'succeeded' | 'failed';
}

/** Keeps what it is told. */
export function recordingAuditor(events: AuditedEvent[]): AuditorService {
  return {
    createEvent: async begun => {
      const event: AuditedEvent = { begun };
      events.push(event);
      return {
        success: async () => {
          event.end = 'succeeded';
        },
        fail: async () => {
          event.end = 'failed';
        },
      };
    },
  };
}
