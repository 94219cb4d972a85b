/** What an operator can do something about: what is wrong, and what to do. */
export class CommandError extends Error {
  /** What to do, in a sentence or as commands. */
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}
