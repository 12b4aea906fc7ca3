/** Writes tar archives: just what image layers and image archives need. */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const block = 512;

/**
 * A tar archive under construction; paths may begin with a slash. Nothing in it depends on time or
 * owner.
 */
export class TarWriter {
  readonly #file: number;
  readonly #hash: Hash = createHash('sha256');
  readonly #folders = new Set<string>(['.', '/']);
  #size = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** Adds a folder, after the folders it is in. */
  folder(path: string, mode = 0o755): void {
    if (this.#folders.has(path)) return;
    this.folder(dirname(path));
    this.#folders.add(path);
    this.#header({ name: `${inside(path)}/`, mode, type: '5' });
  }

  text(path: string, text: string | Buffer, mode = 0o644): void {
    this.folder(dirname(path));
    const bytes = Buffer.from(text);
    this.#header({ name: inside(path), mode, size: bytes.length });
    this.#write(bytes);
    this.#pad(bytes.length);
  }

  /** Adds the content of a file of this machine. */
  file(path: string, source: string, mode = 0o755): void {
    this.folder(dirname(path));
    const from = openSync(source, 'r');
    try {
      const { size } = fstatSync(from);
      this.#header({ name: inside(path), mode, size });
      const chunk = Buffer.allocUnsafe(1 << 20);
      let read = readSync(from, chunk);
      for (; read > 0; read = readSync(from, chunk))
        this.#write(chunk.subarray(0, read));
      this.#pad(size);
    } finally {
      closeSync(from);
    }
  }

  link(path: string, target: string): void {
    this.folder(dirname(path));
    this.#header({ name: inside(path), mode: 0o777, type: '2', target });
  }

  /** Ends the archive. */
  end(): { readonly digest: string; readonly size: number } {
    this.#write(Buffer.alloc(2 * block));
    closeSync(this.#file);
    return { digest: `sha256:${this.#hash.digest('hex')}`, size: this.#size };
  }

  #header(entry: {
    readonly name: string;
    readonly mode: number;
    readonly size?: number;
    readonly type?: '0' | '2' | '5';
    readonly target?: string;
  }): void {
    const { name, target = '' } = entry;
    if (Buffer.byteLength(name) > 100 || Buffer.byteLength(target) > 100)
      throw new Error(`too long for a tar header: ${name}`);
    const header = Buffer.alloc(block);
    const octal = (value: number, at: number, length: number) =>
      header.write(value.toString(8).padStart(length - 1, '0'), at, 'ascii');
    header.write(name, 0);
    octal(entry.mode, 100, 8);
    octal(0, 108, 8);
    octal(0, 116, 8);
    octal(entry.size ?? 0, 124, 12);
    octal(0, 136, 12);
    header.write(entry.type ?? '0', 156);
    header.write(target, 157);
    header.write('ustar\u000000', 257);
    // The checksum is counted with its own field full of blanks.
    header.fill(' ', 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
    this.#write(header);
  }

  #pad(size: number): void {
    this.#write(Buffer.alloc((block - (size % block)) % block));
  }

  #write(bytes: Buffer): void {
    this.#hash.update(bytes);
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#file, bytes, done);
    this.#size += bytes.length;
  }
}

const inside = (path: string) => path.replace(/^\/+/, '');
