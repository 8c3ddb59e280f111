const PAGE_BYTES = 4096;

/** A large byte store with structural sharing: a write copies the pages it touches, the rest is shared. Unwritten bytes are zero. */
export interface PagedBytes {
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

export const zeroBytes: PagedBytes = { pages: new Map() };

/** `length` bytes from `offset` on, copied. */
export function readBytes(store: PagedBytes, offset: number, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const at = offset + done;
    const within = at % PAGE_BYTES;
    const take = Math.min(PAGE_BYTES - within, length - done);
    const page = store.pages.get(Math.floor(at / PAGE_BYTES));
    if (page !== undefined) out.set(page.subarray(within, within + take), done);
    done += take;
  }
  return out;
}

/** The store with `data` written at `offset`. */
export function writeBytes(store: PagedBytes, offset: number, data: Uint8Array): PagedBytes {
  const pages = new Map(store.pages);
  for (let done = 0; done < data.length; ) {
    const at = offset + done;
    const within = at % PAGE_BYTES;
    const take = Math.min(PAGE_BYTES - within, data.length - done);
    const number = Math.floor(at / PAGE_BYTES);
    const page = pages.get(number)?.slice() ?? new Uint8Array(PAGE_BYTES);
    page.set(data.subarray(done, done + take), within);
    pages.set(number, page);
    done += take;
  }
  return { pages };
}
