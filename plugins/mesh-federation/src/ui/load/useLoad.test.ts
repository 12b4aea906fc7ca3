import { act, renderHook, waitFor } from '@testing-library/react';
import { useLoad } from './useLoad';

describe('useLoad', () => {
  it('loads, and loads again on demand', async () => {
    const load = jest.fn<Promise<number>, []>();
    load.mockResolvedValueOnce(1).mockResolvedValueOnce(2);
    const { result } = renderHook(() => useLoad(load));

    expect(result.current.status).toBe('loading');
    await waitFor(() => expect(result.current).toMatchObject({ value: 1 }));
    await act(() => result.current.refresh());
    expect(result.current).toMatchObject({ status: 'ready', value: 2 });
  });

  it('keeps the old value when a refresh fails, and says why', async () => {
    const load = jest.fn<Promise<number>, []>();
    load.mockResolvedValueOnce(1).mockRejectedValueOnce(new Error('away'));
    const { result } = renderHook(() => useLoad(load));
    await waitFor(() => expect(result.current.status).toBe('ready'));

    await act(() => result.current.refresh());

    expect(result.current).toMatchObject({
      status: 'ready',
      value: 1,
      refreshError: new Error('away'),
    });
  });

  it('says that there is no answer, until there is one', async () => {
    jest.useFakeTimers();
    const answers: ((value: number) => void)[] = [];
    const load = () =>
      new Promise<number>(resolve => {
        answers.push(resolve);
      });
    const { result } = renderHook(() => useLoad(load));
    await act(async () => answers[0](1));
    act(() => {
      void result.current.refresh();
    });

    act(() => jest.advanceTimersByTime(20_000));
    expect(result.current).toMatchObject({
      status: 'ready',
      value: 1,
      refreshError: new Error('No answer for 20 s.'),
    });
    await act(async () => answers[1](2));
    expect(result.current).toMatchObject({ status: 'ready', value: 2 });
    expect(result.current).not.toHaveProperty('refreshError');
    jest.useRealTimers();
  });

  it('drops an answer that a newer request has overtaken', async () => {
    const answers: ((value: number) => void)[] = [];
    const load = () =>
      new Promise<number>(resolve => {
        answers.push(resolve);
      });
    const { result } = renderHook(() => useLoad(load));
    act(() => {
      void result.current.refresh();
    });

    await act(async () => answers[1](2));
    await act(async () => answers[0](1));

    expect(result.current).toMatchObject({ status: 'ready', value: 2 });
  });

  it('fails when nothing was loaded yet', async () => {
    const load = jest.fn<Promise<number>, []>();
    load.mockRejectedValueOnce(new Error('away'));
    const { result } = renderHook(() => useLoad(load));

    await waitFor(() =>
      expect(result.current).toMatchObject({
        status: 'failed',
        error: new Error('away'),
      }),
    );
  });
});
