import { useCallback, useState } from 'react';

/** Copies a text to the clipboard and keeps whether that worked. */
export function useCopy(text: string): {
  readonly outcome?: 'copied' | 'refused';
  readonly copy: () => Promise<void>;
} {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  const copy = useCallback(async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // Browsers have no clipboard for pages that come over plain HTTP.
      setOutcome('refused');
    }
  }, [text]);
  return { outcome, copy };
}
