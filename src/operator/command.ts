/** The type of a command of the program. */

/** A command; its code is loaded only when it runs. */
export interface Command {
  /** How to call it, one line for each form. */
  readonly usage: string
  /**
   * @param args the arguments after the command's name
   * @throws Error whose message tells an operator what to do
   */
  run(args: readonly string[]): Promise<void> | void
}
