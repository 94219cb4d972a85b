import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { fakeTiming } from '../testing/fake-timing.ts';
import { finish, playing, read, START, text, usageOf, type Play } from '../testing/stream-model.ts';
import { wholeReplies } from './whole-replies.ts';

const of = (...play: Play) => playing(wholeReplies(fakeTiming()), play);

const NO_REASON: LanguageModelV4StreamPart = {
  type: 'finish',
  finishReason: { unified: 'other', raw: undefined },
  usage: usageOf(1, 1),
};

describe('wholeReplies', () => {
  it('leaves a whole reply as it is', async () => {
    const parts = [START, text('Hello'), finish()];
    expect(await read(of(...parts).model)).toEqual(parts);
  });

  it.each<{ name: string; play: LanguageModelV4StreamPart[] }>([
    { name: 'ends without finish', play: [START, text('Hel')] },
    { name: 'ends without anything', play: [] },
    { name: 'was interrupted', play: [text('Hel'), finish('interrupted', 'cut')] },
    { name: 'finishes with an error', play: [text('Hel'), finish('error')] },
    { name: 'finishes for no reason', play: [text('Hel'), NO_REASON] },
    {
      name: 'has an error in it',
      play: [text('Hel'), { type: 'error', error: new Error('not JSON') }, finish()],
    },
    {
      name: 'does not come to an end',
      play: [...Array.from({ length: 30 }, () => text('x'.repeat(10_000))), finish()],
    },
  ])('fails a reply that $name', async ({ play }) => {
    await expect(read(of(...play).model)).rejects.toMatchObject({ name: 'ModelFailure', kind: 'incomplete' });
  });

  it('hands on what came before', async () => {
    const parts: LanguageModelV4StreamPart[] = [];
    await expect(read(of(text('Hel'), text('lo')).model, undefined, parts)).rejects.toThrow('incomplete');
    expect(parts).toEqual([text('Hel'), text('lo')]);
  });

  it('keeps an unusual reason to finish', async () => {
    expect(await read(of(text('Hi'), finish('other', 'eos_token')).model)).toHaveLength(2);
  });

  it('tells what an error in the middle means', async () => {
    const { model } = of(text('Hel'), { type: 'error', error: { message: 'Overloaded', statusCode: 529 } });
    await expect(read(model)).rejects.toMatchObject({ kind: 'overloaded' });
  });

  it('tells what a lost connection means', async () => {
    await expect(read(of(text('Hel'), new TypeError('terminated')).model)).rejects.toMatchObject({
      kind: 'unreachable',
    });
    await expect(read(of(new TypeError('fetch failed')).model)).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('does not mind a connection that is lost after the end', async () => {
    expect(await read(of(text('Hi'), finish(), new TypeError('terminated')).model)).toEqual([
      text('Hi'),
      finish(),
    ]);
  });
});
