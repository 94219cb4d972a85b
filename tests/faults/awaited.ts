/**
 * Scenarios that show a fault which is known and not mended yet, with what it is. Their tests must fail as long as it is
 * there, and turn red once it is mended: then take the scenario out of this list.
 */
export const AWAITED: ReadonlyMap<string, string> = new Map([
  ['cancel during an action', 'After a crash, the action that had begun is not settled.'],
  ['take-over during an action', 'After a crash, the action that had begun is not settled.'],
  ['take-over, reply, hand-back', 'A crash between the entry of the hand-back and its ring loses the ring.'],
]);
