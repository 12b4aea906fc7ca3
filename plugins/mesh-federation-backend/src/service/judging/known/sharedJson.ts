/** JSON in memory that all threads share: handing it to a thread costs nothing. */
export interface SharedJson<T> {
  readonly bytes: SharedArrayBuffer;
  /** Never there: tells the compiler what the JSON is of. */
  readonly of?: T;
}

export function toSharedJson<T>(value: T): SharedJson<T> {
  const text = Buffer.from(JSON.stringify(value));
  const bytes = new SharedArrayBuffer(text.byteLength);
  new Uint8Array(bytes).set(text);
  return { bytes };
}

export function fromSharedJson<T>({ bytes }: SharedJson<T>): T {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
}
