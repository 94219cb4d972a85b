/**
 * Scenarios that show a fault which is known and not mended yet, with what it is. Their tests fail as long as it is there,
 * and turn red once it is mended: then take the scenario out of this list.
 */
export const AWAITED: ReadonlyMap<
  string,
  { readonly fault: string; readonly when: 'always' | 'after a crash' }
> = new Map([
  [
    'cancel after an action',
    { when: 'always', fault: 'A call of a message that is stored after the cancel is carried out.' },
  ],
  [
    'cancel during an action',
    { when: 'after a crash', fault: 'Whoever takes over does not settle the action that had begun.' },
  ],
  [
    'take-over during an action',
    { when: 'after a crash', fault: 'Whoever takes over does not settle the action that had begun.' },
  ],
  [
    'take-over, reply, hand-back',
    { when: 'after a crash', fault: 'Between the entry of the hand-back and its ring, the ring is lost.' },
  ],
  [
    'approval: two in one message',
    {
      when: 'always',
      fault: 'After the first yes, a yes is asked for to the second call, which was refused.',
    },
  ],
  [
    'approval: while the bot answers another message',
    { when: 'always', fault: 'The message to answer is not the last that the model is told.' },
  ],
  [
    'routine fires while the bot has to answer',
    { when: 'always', fault: 'The message to answer is not the last that the model is told.' },
  ],
] as const);
