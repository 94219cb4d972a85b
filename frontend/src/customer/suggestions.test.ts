import { expect, test } from 'vitest';
import { suggestionsFrom } from './suggestions.ts';

const action = (
  name: string,
  example?: string,
  allowed = true,
): Parameters<typeof suggestionsFrom>[0][number] => ({
  name,
  title: name,
  description: '',
  allowed,
  requiredLevel: 'basic',
  ...(example !== undefined && { example }),
});

test('suggests what is allowed and has an example, as a sentence', () => {
  expect(suggestionsFrom([action('a', 'turn it up'), action('b'), action('c', 'move it', false)])).toEqual([
    'Turn it up',
  ]);
});

test('suggests no more than four', () => {
  expect(suggestionsFrom(['a', 'b', 'c', 'd', 'e'].map((name) => action(name, name)))).toEqual([
    'A',
    'B',
    'C',
    'D',
  ]);
});
