import {
  choice,
  defineAction,
  done,
  objectIds,
  text,
  type Example,
} from '@agentic-service-bot/bot/definition';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { bookshop } from '../testing/bookshop.ts';
import { fieldsOf } from './field.ts';
import { compile } from './grammar.ts';
import { patternOf } from './pattern.ts';
import { withVariants } from './variants.ts';

const input = z.object({
  things: objectIds('thing').nullable(),
  state: choice({ on: ['on', 'turn on'], off: ['off', 'turn off'] }).default('on'),
  name: text().optional(),
  plain: z.string().optional(),
});

const action = (...examples: readonly Example[]) =>
  defineAction({
    name: 'switch',
    title: 'Switching',
    description: '',
    level: 'any',
    effect: 'idempotent',
    input,
    examples,
    claims: [],
    receipt: () => '',
    run: () => Promise.resolve(done(null)),
  });

function sentences(...examples: readonly Example[]) {
  const fields = fieldsOf(action());
  const patterns = withVariants(
    examples.map((example) => patternOf(action(), fields, example)),
    fields,
  );
  return patterns.map(({ elements, input: fixed }) =>
    [
      ...elements.map((element) => ('word' in element ? element.word : `{${element.field.name}}`)),
      JSON.stringify(fixed),
    ].join(' '),
  );
}

test('finds the slots of fields, be they optional or not', () => {
  const fields = [...fieldsOf(action()).values()].map(({ name, required }) => [name, required]);
  expect(fields).toEqual([
    ['things', true],
    ['state', false],
    ['name', false],
  ]);
});

test('an example is read without its courtesies, and also with its particle moved and its choice reworded', () => {
  const said = sentences(
    { say: 'please turn on {things:the lamp}', input: { state: 'on' } },
    { say: 'put {things:it} off', input: { state: 'off' } },
  );
  expect(said).toContain('turn on {things} {"state":"on"}');
  expect(said).toContain('turn {things} on {"state":"on"}');
  expect(said).toContain('turn off {things} {"state":"off"}');
  expect(said).toContain('put {things} on {"state":"on"}');
});

test('a choice is not reworded to what no example says in that way', () => {
  const said = sentences({ say: 'turn on {things:the lamp} as {name:Sun}', input: { state: 'on' } });
  expect(said.filter((sentence) => sentence.includes('"off"'))).toEqual([]);
});

test('an example of a field that has no slot is a mistake, and is named', () => {
  expect(() => sentences({ say: 'set {plain:this}', input: {} })).toThrow(
    'Action switch: the example "set {plain:this}" fills "plain", which has no slot.',
  );
});

test('a word that many actions use says less than one that only one does', () => {
  const { weightOf } = compile(bookshop);
  expect(weightOf('the', 'the')).toBeLessThan(weightOf('order', 'order'));
  expect(weightOf('order', 'order')).toBeLessThan(weightOf('track', 'track'));
});
