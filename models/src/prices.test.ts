import { describe, expect, it } from 'vitest';
import { costOf } from './prices.ts';

const MILLION = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0 };

describe('costOf', () => {
  it.each([
    ['anthropic.messages/claude-sonnet-5-5', 2],
    ['anthropic.messages/claude-opus-4-5-20251101', 5],
    ['anthropic.messages/claude-opus-4-1-20250805', 15],
    ['amazon-bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0', 3],
    ['amazon-bedrock/anthropic.claude-haiku-5-5', 0.1],
    ['amazon-bedrock/eu.amazon.nova-pro-v1:0', 0.8],
    ['openai-compatible.chat/gpt-5.4-mini', 0.75],
    ['openai-compatible.chat/gpt-5.4', 2.5],
    ['builtin/builtin', 0],
    ['openai-compatible.chat/qwen3:8b', undefined],
    ['openai-compatible.chat/gpt-4omega', undefined],
  ])('knows what a million tokens of %s cost', (model, dollars) => {
    expect(costOf(model, MILLION)).toBe(dollars);
  });

  it('counts each kind of token once', () => {
    const tokens = { input: 10_000, output: 1_000, cacheRead: 6_000, cacheWrite: 2_000 };
    // 2,000 fresh, 6,000 read, 2,000 written, 1,000 said.
    expect(costOf('anthropic.messages/claude-sonnet-4-5', tokens)).toBeCloseTo(
      (2_000 * 3 + 6_000 * 0.3 + 2_000 * 3.75 + 1_000 * 15) / 1_000_000,
      12,
    );
  });
});
