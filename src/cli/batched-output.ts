import { writeSync } from 'node:fs';

/** So much text is written at once. */
const BATCH_CHARS = 1 << 16;

/** A reader that is slower is asked again after so long. */
const PAUSE_MS = 2;

/**
 * Output to a file or a pipe: in large pieces, since each costs a call of the system, and waiting for a reader that is
 * slower, so that nothing piles up in memory. What a piece would wait for is written as soon as there is nothing to do.
 */
export class BatchedOutput {
  private held: string[] = [];
  private chars = 0;
  private isAwaited = false;

  constructor(private readonly file: number) {
    process.on('exit', () => this.flush());
  }

  write(text: string): void {
    this.held.push(text);
    this.chars += text.length;
    if (this.chars >= BATCH_CHARS) this.flush();
    else if (!this.isAwaited) {
      this.isAwaited = true;
      setImmediate(() => {
        this.isAwaited = false;
        this.flush();
      });
    }
  }

  flush(): void {
    if (this.chars === 0) return;
    const bytes = Buffer.from(this.held.join(''));
    this.held = [];
    this.chars = 0;
    for (let at = 0; at < bytes.length; ) at += written(this.file, bytes, at);
  }
}

/** How many bytes the file took; a reader that went away (a closed pipe) ends us quietly. */
function written(file: number, bytes: Buffer, at: number): number {
  try {
    return writeSync(file, bytes, at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') process.exit();
    if (code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    return 0;
  }
}
