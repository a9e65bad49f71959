/** What a command of the program is. */

/** A command; its code is loaded when it is called. */
export interface Command {
  /** How it is called, a line for each form. */
  readonly usage: string
  /**
   * @param args what stands behind the command's name
   * @throws Error whose message tells an operator what to do
   */
  run(args: readonly string[]): Promise<void> | void
}
