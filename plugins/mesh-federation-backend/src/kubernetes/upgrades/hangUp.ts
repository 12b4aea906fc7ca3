/** A WebSocket of Node or of a browser. */
export interface OpenSocket {
  close(): void;
  terminate?(): void;
}

/** Without waiting for the other side to say goodbye, which would hold up a shutdown. */
export function hangUp(socket: OpenSocket | undefined): void {
  if (socket?.terminate) {
    socket.terminate();
  } else {
    socket?.close();
  }
}
