import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import type { MeshFederationSignal } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { TestSignals } from '../../__testUtils__/TestSignals';
import { useLiveRefresh } from './useLiveRefresh';

const LONG = 60_000;

function renderLive(options: {
  signals?: TestSignals;
  live?: boolean;
  matches?: (signal: MeshFederationSignal) => boolean;
}) {
  const { signals, ...rest } = options;
  const apis: [typeof signalApiRef, TestSignals][] = signals
    ? [[signalApiRef, signals]]
    : [];
  const refresh = jest.fn(async () => {});
  renderHook(() => useLiveRefresh({ refresh, ...rest }), {
    wrapper: (props: { children: ReactNode }) => (
      <TestApiProvider apis={apis}>{props.children}</TestApiProvider>
    ),
  });
  return refresh;
}

function show(state: 'visible' | 'hidden') {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
}

describe('useLiveRefresh', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    show('visible');
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('refreshes on the signals that count', () => {
    const signals = new TestSignals();
    const refresh = renderLive({
      signals,
      matches: signal => signal.type === 'run',
    });

    signals.send({ type: 'observation' });
    expect(refresh).not.toHaveBeenCalled();
    signals.send({ type: 'run', runId: 'run-1' });
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('asks in intervals when signals are not installed', () => {
    const refresh = renderLive({});

    jest.advanceTimersByTime(LONG);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('asks in intervals beside the signals, which may be silent without a word', () => {
    const refresh = renderLive({ signals: new TestSignals() });

    jest.advanceTimersByTime(LONG);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('asks often while something is under way, signals or not', () => {
    const refresh = renderLive({ signals: new TestSignals(), live: true });

    jest.advanceTimersByTime(LONG);
    expect(refresh).toHaveBeenCalledTimes(20);
  });

  it('rests while the page is hidden, and catches up when it is shown', () => {
    show('hidden');
    const refresh = renderLive({ live: true });

    jest.advanceTimersByTime(LONG);
    expect(refresh).not.toHaveBeenCalled();

    show('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});
