import type { ActionInfo } from '../chat/action.ts';

const MOST = 4;

/** What to say to begin with: sentences for what this customer may do. */
export function suggestionsFrom(actions: readonly ActionInfo[]): readonly string[] {
  const examples = actions.flatMap(({ allowed, example }) =>
    allowed && example !== undefined ? [example] : [],
  );
  return examples.slice(0, MOST).map((example) => example.charAt(0).toUpperCase() + example.slice(1));
}
