import type { SignalApi } from '@backstage/plugin-signals-react';
import { act } from '@testing-library/react';

/** A signal API whose signals a test sends itself. */
export class TestSignals implements SignalApi {
  readonly #subscribers = new Set<(message: never) => void>();

  subscribe(_channel: string, onMessage: (message: never) => void) {
    this.#subscribers.add(onMessage);
    return { unsubscribe: () => this.#subscribers.delete(onMessage) };
  }

  send(message: object): void {
    act(() => this.#subscribers.forEach(tell => tell(message as never)));
  }
}
