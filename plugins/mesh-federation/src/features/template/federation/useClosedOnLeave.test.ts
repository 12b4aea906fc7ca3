import { act, renderHook } from '@testing-library/react';
import { useClosedOnLeave } from './useClosedOnLeave';

function opened() {
  const { result } = renderHook(useClosedOnLeave);
  act(() => result.current.onFocusChange(true));
  act(() => result.current.onOpenChange(true));
  return result;
}

describe('useClosedOnLeave', () => {
  it('begins anew when the list is still open after the focus has left', () => {
    const result = opened();
    const { key } = result.current;

    act(() => result.current.onFocusChange(false));

    expect(result.current.key).not.toBe(key);
  });

  it('begins anew when the list opens after the focus has left', () => {
    const { result } = renderHook(useClosedOnLeave);
    const { key } = result.current;

    act(() => result.current.onOpenChange(true));

    expect(result.current.key).not.toBe(key);
  });

  it('leaves alone what closes by itself', () => {
    const result = opened();
    const { key } = result.current;

    act(() => {
      result.current.onOpenChange(false);
      result.current.onFocusChange(false);
    });

    expect(result.current.key).toBe(key);
  });
});
