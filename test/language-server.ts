import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SERVER = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** One line of a completion list. */
export interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

/** Something that the server finds wrong, at a line from 0. */
export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: Position };
}

/**
 * The YAML language server that editors start, spoken to as an editor does: messages with a length in front, over the
 * standard streams. It is asked about whole texts; `|` in a text is where the cursor stands.
 */
export class LanguageServer {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  private readonly diagnosed = new Map<string, (found: readonly Diagnostic[]) => void>();
  private received = Buffer.alloc(0);
  private asked = 0;
  private opened = 0;
  private isClosing = false;

  private constructor() {
    this.process = spawn(process.execPath, [SERVER, '--stdio']);
    this.process.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
    this.process.stderr.resume();
    this.process.on('exit', () => this.failAll());
  }

  static async start(): Promise<LanguageServer> {
    const server = new LanguageServer();
    const textDocument = {
      hover: { contentFormat: ['markdown'] },
      completion: { completionItem: { documentationFormat: ['markdown'], snippetSupport: true } },
      publishDiagnostics: {},
    };
    await server.request('initialize', { processId: process.pid, rootUri: null, capabilities: { textDocument } });
    server.notify('initialized', {});
    // What a schema store on the web would say is not asked for.
    const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
    server.notify('workspace/didChangeConfiguration', { settings: { yaml } });
    return server;
  }

  async complete(text: string): Promise<readonly Completion[]> {
    const answer = await this.atCursor('textDocument/completion', text);
    return (answer as { readonly items: readonly Completion[] } | null)?.items ?? [];
  }

  async hover(text: string): Promise<string> {
    const answer = await this.atCursor('textDocument/hover', text);
    return (answer as { readonly contents: { readonly value: string } } | null)?.contents.value ?? '';
  }

  /** What is wrong with a text; `path` where it names its schema relative to itself. */
  validate(text: string, path?: string): Promise<readonly Diagnostic[]> {
    const uri = path === undefined ? this.nextUri() : pathToFileURL(path).href;
    return new Promise((done) => {
      this.diagnosed.set(uri, done);
      this.open(uri, text);
    });
  }

  /** Ends it; it holds nothing that would be lost. */
  async stop(): Promise<void> {
    this.isClosing = true;
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGKILL');
    await ended;
  }

  private async atCursor(method: string, marked: string): Promise<unknown> {
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    const uri = this.nextUri();
    this.open(uri, marked.replace('|', ''));
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return this.request(method, { textDocument: { uri }, position });
  }

  private nextUri(): string {
    return pathToFileURL(resolve(import.meta.dirname, `asked-${++this.opened}.yaml`)).href;
  }

  private open(uri: string, text: string): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  }

  private request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.asked;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.send({ id, method, params });
    });
  }

  private notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  private send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin.write(body);
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const end = this.received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.toString('latin1', 0, end))?.[1]);
      if (this.received.length < end + 4 + length) return;
      const body = this.received.toString('utf8', end + 4, end + 4 + length);
      this.received = this.received.subarray(end + 4 + length);
      this.take(JSON.parse(body) as Message);
    }
  }

  private take({ id, method, params, result, error }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Diagnostic[] };
      this.diagnosed.get(uri)?.(diagnostics);
    }
    if (id === undefined) return;
    // What it asks of its editor has no answer here.
    if (method !== undefined) this.send({ id, result: method === 'workspace/configuration' ? [] : null });
    else if (error) this.waiting.get(id)?.fail(new Error(error.message));
    else this.waiting.get(id)?.done(result);
    if (method === undefined) this.waiting.delete(id);
  }

  private failAll(): void {
    if (this.isClosing) return;
    for (const { fail } of this.waiting.values()) fail(new Error('the language server ended'));
    this.waiting.clear();
  }
}
