/** What an operator can do something about: what is wrong, and what to do. */
export class CommandError extends Error {
  /** What to do, in a sentence or as commands. */
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}

/** What was asked for can't be had: the same words again would end the same, so others are to be chosen. */
export class WrongChoice extends CommandError {}
