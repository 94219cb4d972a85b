/** What was asked for can't be done. The message says why and what to do. */
export class CommandProblem extends Error {
  override readonly name = 'CommandProblem';
}
