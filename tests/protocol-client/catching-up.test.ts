import { beforeAll, describe, expect, it } from 'vitest';
import { numbered, type History, type Message, type NumberedFrame } from './frames.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { Transcript } from './transcript.ts';
import { cardsOf, continuation, numberedFrames, say } from './turn.ts';

const suite = useSuite();

describe('resume', () => {
  let conversationId: string;
  let frames: readonly NumberedFrame[];
  let whole: readonly Message[];

  /** One conversation with every kind of thing in it, as a client saw it that was never cut. */
  beforeAll(async () => {
    const client = await suite.join(ONE_SPEAKER);
    ({ conversationId } = await say(client, 'set the volume to 40'));
    await say(client, 'play jazz', conversationId);
    const asked = await say(client, 'upgrade me to premium', conversationId);
    await say(client, 'is my speaker on?', conversationId);
    await client.request({
      action: 'approve',
      conversationId,
      approvalId: cardsOf(asked.reply).at(-1)?.approvalId,
      approved: false,
    });
    await continuation(client, asked);
    await say(client, 'what devices do I have?', conversationId);
    await client.request({ action: 'requestHuman', conversationId, reason: 'I want to know more' });
    await say(client, 'turn it up', conversationId);
    frames = numberedFrames(client, conversationId);
    whole = await client.transcript(conversationId).messages();
  });

  it('is about frames numbered from 1, by one', () => {
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index + 1));
  });

  it('gives the same transcript from wherever a client was cut', async () => {
    for (let cut = 0; cut <= frames.length; cut += 1) {
      const client = await suite.join(ONE_SPEAKER);
      for (const frame of frames.slice(0, cut)) client.transcript(conversationId).apply(frame);
      await client.resume(conversationId);

      expect(client.transcript(conversationId).last, `cut at ${cut}`).toBe(frames.length);
      await expect(client.transcript(conversationId).messages(), `cut at ${cut}`).resolves.toEqual(whole);
      await client.close();
    }
  });

  it('sends frames marked as a replay, in order, after the number and none twice', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const after = 5;
    const resumed = await client.request({ action: 'resume', conversationId, after });
    const replayed = client.frames.flatMap((frame) => numbered(frame)?.frame ?? []);
    const seqs = replayed.map(({ seq }) => seq);

    expect(resumed).toMatchObject({ conversationId, seq: frames.length, more: false });
    expect(replayed.every(({ replay }) => replay === true)).toBe(true);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    expect(seqs[0]).toBeGreaterThan(after);
    expect(seqs.at(-1)).toBe(frames.length);
  });

  it('sends a message whole, if it does, as the fold of its chunks, with its first and last number', async () => {
    const client = await suite.join(ONE_SPEAKER);
    await client.request({ action: 'resume', conversationId, after: 0 });

    for (const frame of client.frames) {
      if (frame.type !== 'message') continue;
      expect(frame.message).toEqual(whole.find(({ id }) => id === frame.message.id));
      const own = frames.filter((known) =>
        known.type === 'chunk' ? known.messageId === frame.message.id : known.seq === frame.seq,
      );
      expect([frame.from, frame.seq]).toEqual([own.at(0)?.seq, own.at(-1)?.seq]);
    }
  });

  it('with nothing new sends nothing but the answer', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const since = client.frames.length;
    const resumed = await client.request({ action: 'resume', conversationId, after: frames.length });

    expect(resumed).toMatchObject({ seq: frames.length, more: false });
    expect(client.frames.slice(since)).toEqual([resumed]);
  });

  it('loses and repeats nothing while a reply is under way', async () => {
    const [sender, cut] = await Promise.all([suite.join(ONE_SPEAKER), suite.connect(ONE_SPEAKER)]);
    const sent = sender.request({ action: 'sendMessage', text: 'what devices do I have?' });
    const begun = (await sent).conversationId;
    await cut.request({ action: 'hello' });
    await Promise.all([cut.resume(begun), say(sender, 'turn it up', begun), cut.resume(begun)]);
    await say(sender, 'is it on?', begun);
    const { last } = sender.transcript(begun);
    await cut.find(`all up to ${last}`, () => (cut.transcript(begun).last >= last ? true : undefined));

    await expect(cut.transcript(begun).messages()).resolves.toEqual(
      await sender.transcript(begun).messages(),
    );
  });
});

describe('history', () => {
  it('gives the messages whole, to resume from', async () => {
    const writer = await suite.join(ONE_SPEAKER);
    const { conversationId } = await say(writer, 'is my speaker on?');
    const reader = await suite.join(ONE_SPEAKER);
    const history = await reader.request({ action: 'history', conversationId });
    reader.transcript(conversationId).load(history);
    await reader.resume(conversationId);

    expect(history.more).toBe(false);
    expect(history.messages.map(({ from }) => from)).toEqual(
      history.messages.map(({ from }) => from).toSorted((a, b) => a - b),
    );
    await expect(reader.transcript(conversationId).messages()).resolves.toEqual(
      await writer.transcript(conversationId).messages(),
    );
  });

  it('taken at any moment of a reply goes on to the same transcript', async () => {
    const [writer, reader] = await Promise.all([suite.join(ONE_SPEAKER), suite.join(ONE_SPEAKER)]);
    const { conversationId } = await say(writer, 'is my speaker on?');
    const taken: History[] = [];
    const answered = new AbortController();
    const answer = say(writer, 'what devices do I have?', conversationId).finally(() => {
      answered.abort();
    });
    while (!answered.signal.aborted) taken.push(await reader.request({ action: 'history', conversationId }));
    await answer;
    const frames = numberedFrames(writer, conversationId);
    const messages = await writer.transcript(conversationId).messages();

    for (const history of taken) {
      const transcript = new Transcript();
      transcript.load(history);
      for (const frame of frames) transcript.apply(frame);
      expect(await transcript.messages(), `from ${history.seq}`).toEqual(messages);
    }
  });
});
