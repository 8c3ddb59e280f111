import { once } from 'node:events';
import { constants, createGunzip, type Gunzip } from 'node:zlib';

/**
 * Unpacks gzip piece by piece. Data that is cut or damaged gives all that comes before the fault, then throws, in words
 * for people: each piece is drained before the next is asked for, since a stream that fails drops what it holds.
 */
export async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ flush: constants.Z_SYNC_FLUSH });
  const feed = new Feed(gunzip);
  for await (const chunk of source) {
    yield* feed.drained((done) => gunzip.write(chunk, done));
    if (feed.fault !== null) break;
  }
  if (feed.fault === null) yield* feed.drained((done) => gunzip.flush(constants.Z_FINISH, done));
  if (feed.fault !== null) throw new Error(inWords(feed.fault));
}

/** What a stream that unpacks is given, step by step, and what comes out of it meanwhile. */
class Feed {
  fault: NodeJS.ErrnoException | null = null;

  constructor(private readonly gunzip: Gunzip) {
    gunzip.on('error', (error) => {
      this.fault = error;
    });
  }

  /** Takes a step and hands out all that comes of it. */
  async *drained(step: (done: () => void) => void): AsyncGenerator<Uint8Array> {
    let isDone = false;
    step(() => {
      isDone = true;
      this.gunzip.emit('readable');
    });
    for (;;) {
      for (let part = this.gunzip.read(); part !== null; part = this.gunzip.read()) yield part as Uint8Array;
      if (isDone || this.fault !== null) return;
      await once(this.gunzip, 'readable').catch(() => undefined);
    }
  }
}

function inWords({ code, message }: NodeJS.ErrnoException): string {
  return code === 'Z_BUF_ERROR'
    ? 'the gzip data is cut short: what came after is missing'
    : `the gzip data is damaged: ${message}; what came after is missing`;
}
