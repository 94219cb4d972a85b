/** Whether a key that was pressed in the chat leaves it: Escape, unless it ends something in the chat itself. */
export const leaves = (event: KeyboardEvent, page: Document): boolean =>
  event.key === 'Escape' &&
  !event.defaultPrevented &&
  // The end of a word that is being composed.
  !event.isComposing &&
  page.querySelector('dialog[open]') === null;
