import { expect, test } from 'vitest';
import { tellsOfSomebody } from './subject.ts';
import { tokenize } from './token.ts';

test.each(['I get up at 7', 'we play football', 'she usually turns it on', 'nobody watches it'])(
  '“%s” tells what somebody does',
  (text) => {
    expect(tellsOfSomebody(tokenize(text))).toBe(true);
  },
);

test.each(['I want it on', 'I am cold', 'we could use some jazz', 'I', 'turn it on', 'my play starts at 8'])(
  '“%s” does not',
  (text) => {
    expect(tellsOfSomebody(tokenize(text))).toBe(false);
  },
);
