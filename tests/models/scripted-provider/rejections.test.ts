import { describe, expect, it } from 'vitest';
import { anthropic } from './anthropic.ts';
import { bedrock } from './bedrock.ts';
import { openai } from './openai.ts';
import type { Block, ProviderRequest } from './wire.ts';

type Body = Record<string, unknown>;

/** Changes one thing about a request that is right. */
type Wrong = readonly [what: string, change: Body, message: RegExp];

describe('Anthropic', () => {
  const USE = { type: 'tool_use', id: 'use-1', name: 'act', input: {} };
  const RESULT = { type: 'tool_result', tool_use_id: 'use-1', content: 'done' };
  const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more });
  const user = (...content: object[]) => ({ role: 'user', content });
  const assistant = (...content: object[]) => ({ role: 'assistant', content });
  const TOOL = { name: 'act', input_schema: { type: 'object' } };
  const MARK = { cache_control: { type: 'ephemeral' } };
  const RIGHT = {
    model: 'claude',
    max_tokens: 10,
    system: [text('Be kind.', MARK)],
    messages: [user(text('Hi')), assistant(text('Yes'), USE), user(RESULT, text('And?', MARK))],
    tools: [TOOL],
    stream: true,
  };
  const HEADERS = { 'x-api-key': 'key', 'anthropic-version': '2023-06-01' };
  const check = (change: Body, headers: ProviderRequest['headers'] = HEADERS): Block[] =>
    anthropic.check({ headers, modelId: 'claude', body: { ...RIGHT, ...change } });

  it('takes a request that is right', () => {
    expect(check({}).map(({ marked }) => marked)).toEqual([false, true, false, false, false, false, true]);
  });

  it('takes several messages of the customer in a row', () => {
    expect(() => check({ messages: [user(text('Hi')), user(text('Hello?'))] })).not.toThrow();
  });

  it.each<Wrong>([
    ['no message', { messages: [] }, /messages/],
    ['an unknown field', { temprature: 1 }, /temprature|Unrecognized/],
    ['no limit', { max_tokens: undefined }, /max_tokens/],
    ['a system message among the others', { messages: [{ role: 'system', content: 'x' }] }, /role|Invalid/],
    ['the bot first', { messages: [assistant(text('Hi')), user(text('Hi'))] }, /first message/],
    ['the bot last', { messages: [user(text('Hi')), assistant(text('Hi'))] }, /end with a user message/],
    ['an empty text', { messages: [user(text(' '))] }, /non-whitespace/],
    ['an empty message', { messages: [user()] }, /non-empty/],
    [
      'a call without result',
      { messages: [user(text('Hi')), assistant(USE), user(text('x'))] },
      /without `tool_result`/,
    ],
    [
      'a result that comes late',
      { messages: [user(text('Hi')), assistant(USE), user(text('x')), user(RESULT)] },
      /without `tool_result`/,
    ],
    [
      'a result after words',
      { messages: [user(text('Hi')), assistant(USE), user(text('x'), RESULT)] },
      /come first/,
    ],
    ['a result without call', { messages: [user(RESULT)] }, /unexpected `tool_use_id`/],
    [
      'two results of a call',
      { messages: [user(text('Hi')), assistant(USE), user(RESULT, RESULT)] },
      /single result/,
    ],
    [
      'two calls of one id',
      { messages: [user(text('Hi')), assistant(USE, USE), user(RESULT)] },
      /ids must be unique/,
    ],
    [
      'an id that is none',
      { messages: [user(text('Hi')), assistant({ ...USE, id: 'a b' }), user(RESULT)] },
      /Invalid/,
    ],
    [
      'an input that is no object',
      { messages: [user(text('Hi')), assistant({ ...USE, input: 'x' }), user(RESULT)] },
      /Invalid/,
    ],
    ['calls without tools', { tools: undefined }, /must define tools/],
    ['two tools of one name', { tools: [TOOL, TOOL] }, /unique/],
    ['a tool name that is none', { tools: [{ ...TOOL, name: 'a b' }] }, /tools.0.name/],
    ['a tool without schema', { tools: [{ name: 'act' }] }, /input_schema/],
    [
      'a choice without tools',
      { tools: undefined, messages: [user(text('Hi'))], tool_choice: { type: 'auto' } },
      /tool_choice/,
    ],
    [
      'five cache marks',
      { system: Array.from({ length: 4 }, () => text('x', MARK)) },
      /maximum of 4 blocks .* Found 5/,
    ],
    [
      'a cache mark of another kind',
      { system: [text('x', { cache_control: { type: 'forever' } })] },
      /system/,
    ],
  ])('rejects %s', (_what, change, message) => {
    expect(() => check(change)).toThrow(message);
  });

  it('rejects a request without key', () => {
    expect(() => check({}, { ...HEADERS, 'x-api-key': undefined })).toThrow('x-api-key');
  });
});

describe('Bedrock', () => {
  const USE = { toolUse: { toolUseId: 'use-1', name: 'act', input: {} } };
  const RESULT = { toolResult: { toolUseId: 'use-1', content: [{ text: 'done' }] } };
  const user = (...content: object[]) => ({ role: 'user', content });
  const assistant = (...content: object[]) => ({ role: 'assistant', content });
  const MARK = { cachePoint: { type: 'default' } };
  const TOOL = { toolSpec: { name: 'act', inputSchema: { json: { type: 'object' } } } };
  const RIGHT = {
    system: [{ text: 'Be kind.' }, MARK],
    messages: [user({ text: 'Hi' }), assistant({ text: 'Yes' }, USE), user(RESULT, MARK)],
    toolConfig: { tools: [TOOL] },
  };
  const HEADERS = { authorization: 'Bearer token' };
  const check = (
    change: Body,
    modelId = 'anthropic.claude-x',
    headers: ProviderRequest['headers'] = HEADERS,
  ) => bedrock.check({ headers, modelId, body: { ...RIGHT, ...change } });

  it('takes a request that is right', () => {
    expect(check({}).map(({ marked }) => marked)).toEqual([false, true, false, false, false, true]);
  });

  it.each<Wrong>([
    ['no message', { messages: [] }, /messages/],
    ['the bot first', { messages: [assistant({ text: 'Hi' })] }, /start with a user message/],
    [
      'the bot last',
      { messages: [user({ text: 'Hi' }), assistant({ text: 'Hi' })] },
      /end with a user message/,
    ],
    [
      'two messages of one role in a row',
      { messages: [user({ text: 'Hi' }), user({ text: 'Hi' })] },
      /alternate/,
    ],
    ['a blank text', { messages: [user({ text: ' ' })] }, /blank|Invalid/],
    [
      'a call without result',
      { messages: [user({ text: 'Hi' }), assistant(USE), user({ text: 'x' })] },
      /Expected toolResult/,
    ],
    ['a result without call', { messages: [user(RESULT)] }, /exceeds the number/],
    ['calls without tools', { toolConfig: undefined }, /toolConfig field must be defined/],
    ['no tool at all', { toolConfig: { tools: [] } }, /toolConfig/],
    ['two tools of one name', { toolConfig: { tools: [TOOL, TOOL] } }, /same name/],
    [
      'two calls of one id',
      { messages: [user({ text: 'Hi' }), assistant(USE, USE), user(RESULT)] },
      /duplicate/,
    ],
    [
      'five cache points',
      { system: [1, 2, 3, 4].flatMap((n) => [{ text: String(n) }, MARK]) },
      /more than 4/,
    ],
  ])('rejects %s', (_what, change, message) => {
    expect(() => check(change)).toThrow(message);
  });

  it('rejects cache points for a model without cache', () => {
    expect(() => check({}, 'meta.llama4')).toThrow('did not allow prompt caching');
  });

  it('rejects a request that is not signed', () => {
    expect(() => check({}, 'anthropic.claude-x', {})).toThrow('Authentication Token');
  });
});

describe('OpenAI', () => {
  const CALL = { id: 'call-1', type: 'function', function: { name: 'act', arguments: '{}' } };
  const RESULT = { role: 'tool', tool_call_id: 'call-1', content: 'done' };
  const user = (content: string) => ({ role: 'user', content });
  const calls = (...tool_calls: object[]) => ({ role: 'assistant', content: null, tool_calls });
  const TOOL = { type: 'function', function: { name: 'act', parameters: { type: 'object' } } };
  const RIGHT = {
    model: 'qwen',
    messages: [{ role: 'system', content: 'Be kind.' }, user('Hi'), calls(CALL), RESULT],
    tools: [TOOL],
    stream: true,
  };
  const check = (change: Body) =>
    openai.check({ headers: {}, modelId: 'qwen', body: { ...RIGHT, ...change } });

  it('takes a request that is right', () => {
    expect(check({})).toHaveLength(5);
  });

  it.each<Wrong>([
    ['no message', { messages: [] }, /messages/],
    ['nothing of the customer', { messages: [{ role: 'system', content: 'x' }] }, /No user query/],
    [
      'a second system message',
      { messages: [user('Hi'), { role: 'system', content: 'x' }] },
      /at the beginning/,
    ],
    [
      'a call without result',
      { messages: [user('Hi'), calls(CALL), user('x')] },
      /did not have response messages: call-1/,
    ],
    [
      'a call without result at the end',
      { messages: [user('Hi'), calls(CALL)] },
      /did not have response messages/,
    ],
    ['a result without call', { messages: [user('Hi'), RESULT] }, /must be a response/],
    ['two results of a call', { messages: [user('Hi'), calls(CALL), RESULT, RESULT] }, /must be a response/],
    ['two calls of one id', { messages: [user('Hi'), calls(CALL, CALL), RESULT, RESULT] }, /unique/],
    [
      'arguments that are no object',
      { messages: [user('Hi'), calls({ ...CALL, function: { name: 'act', arguments: '"x"' } }), RESULT] },
      /not a JSON object/,
    ],
    [
      'an id that is too long',
      { messages: [user('Hi'), calls({ ...CALL, id: 'x'.repeat(41) }), RESULT] },
      /tool_calls/,
    ],
    [
      'an empty answer',
      { messages: [user('Hi'), { role: 'assistant', content: null }, user('x')] },
      /expected a string/,
    ],
    ['no tool at all', { tools: [] }, /too short/],
    ['a choice without tools', { tools: undefined, tool_choice: 'auto' }, /only allowed when 'tools'/],
    ['two tools of one name', { tools: [TOOL, TOOL] }, /unique/],
  ])('rejects %s', (_what, change, message) => {
    expect(() => check(change)).toThrow(message);
  });
});
