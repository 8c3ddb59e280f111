import { EventEmitter } from 'node:events';

/** Frames go to the terminal line by line: what did not change is not sent again. */
export class Screen extends EventEmitter {
  readonly isTTY = true;
  bytesWritten = 0;
  framesWritten = 0;
  private shown: string[] = [];

  constructor(
    public columns: number,
    public rows: number,
    private readonly send: (text: string) => void,
  ) {
    super();
  }

  /** The terminal has another size: everything is drawn anew. */
  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.shown = [];
    this.out('\u001b[2J');
    this.emit('resize');
  }

  /** Draws everything with the next frame, whatever the terminal shows. */
  forget(): void {
    this.shown = [];
  }

  /** Takes a frame as ink gives it: whole, its lines apart. */
  write(frame: string): boolean {
    const lines = frame.replace(/\n$/, '').split('\n').slice(0, this.rows);
    const changed: string[] = [];
    for (let row = 0; row < this.rows; row++) {
      const line = lines[row] ?? '';
      if (this.shown[row] === line) continue;
      // Cleared first: after a line that fills the row the cursor stands on its last cell.
      changed.push(`\u001b[${row + 1};1H\u001b[2K${line}\u001b[0m`);
    }
    this.shown = Array.from({ length: this.rows }, (_, row) => lines[row] ?? '');
    if (changed.length > 0) this.out(`\u001b[?2026h${changed.join('')}\u001b[?2026l`);
    this.framesWritten++;
    return true;
  }

  private out(text: string): void {
    this.bytesWritten += text.length;
    this.send(text);
  }
}
