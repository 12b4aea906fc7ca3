interface Running<T> {
  readonly now: Promise<T>;
  next?: Promise<T>;
}

/**
 * Lets only one work of a key run at a time. Who asks while one runs gets the next one, because
 * what runs may have read already what has changed since; all who ask meanwhile get the same.
 */
export function shareNext<T>(): (
  key: string,
  work: () => Promise<T>,
) => Promise<T> {
  const all = new Map<string, Running<T>>();
  const begin = (key: string, work: () => Promise<T>): Promise<T> => {
    const now = work().finally(() => {
      if (all.get(key)?.now === now) {
        all.delete(key);
      }
    });
    all.set(key, { now });
    return now;
  };
  return (key, work) => {
    const running = all.get(key);
    if (running === undefined) {
      return begin(key, work);
    }
    const after = () => begin(key, work);
    running.next ??= running.now.then(after, after);
    return running.next;
  };
}
