/** An answer is longer than what is read of one. */
export class BodyTooLongError extends Error {
  constructor(maxBytes: number) {
    super(
      `the answer is longer than ${maxBytes} bytes, and is not read in part`,
    );
    this.name = 'BodyTooLongError';
  }
}

/**
 * The body of an answer as text. Throws as soon as it is longer than the limit, without reading
 * on.
 */
export async function boundedText(
  response: Response,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      // Leaving the loop closes the connection.
      throw new BodyTooLongError(maxBytes);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}
