import { useEffect, useState } from 'react';

const TICK_MS = 10_000;

/**
 * The time in milliseconds since the epoch, renewed every few seconds so that ages on the page
 * grow.
 */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  // Data that comes between two ticks may be newer than the last tick.
  return Math.max(now, Date.now());
}
