/** Tells resets that a `system_reset` of this conversation caused from all others. */
export class Resets {
  /** Commands that were answered and whose event has not been seen. */
  private commands = 0;
  /** Events that came before the answer of their command. */
  private early = 0;
  private isLast = false;

  /** A command was answered: one that resets, or another. */
  command(isReset: boolean): void {
    this.isLast = isReset;
    if (isReset && this.early > 0) this.early--;
    else if (isReset) this.commands++;
  }

  /**
   * A RESET event: whether the machine was reset where it stands. A shell may show the event of a command much later,
   * after others; the reset was then long past.
   */
  happened(reason: string | null): boolean {
    if (reason !== 'host-qmp-system-reset') return true;
    if (this.commands === 0) {
      this.early++;
      return true;
    }
    this.commands--;
    return this.isLast;
  }
}
