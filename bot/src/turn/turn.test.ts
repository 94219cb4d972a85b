import { describe, expect, test } from 'vitest';
import { inOrder, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';
import { SENTENCE_CHARS_MAX, STEPS_MAX, TOKENS_TAKEN } from './limits.ts';

async function talk(...messages: readonly ScriptedMessage[]) {
  const { service, lamp } = lampService();
  const ran: string[] = [];
  lamp.onRun = (action) => void ran.push(action);
  const model = scriptedModel(inOrder(...messages));
  const world = new World(service, model);
  const ann = await world.person('ann');
  const conversationId = await ann.say('Please.');
  return { world, ann, conversationId, model, ran, lamp };
}

describe('a reply', () => {
  test('names what it answers, is told a sentence at a time, and ends', async () => {
    const { ann } = await talk([{ text: 'Hello. How are you?' }]);
    expect(ann.chunks.map(({ type }) => type)).toEqual([
      'start',
      'start-step',
      'text-start',
      'text-delta',
      'text-delta',
      'text-end',
      'finish-step',
      'finish',
    ]);
    const message = ann.frames.find((frame) => frame.type === 'message');
    expect(ann.chunks[0]).toMatchObject({
      messageMetadata: {
        author: 'bot',
        name: 'Lamps',
        replyTo: [message?.type === 'message' ? message.message.id : ''],
      },
    });
  });

  test('answers all that came in a burst', async () => {
    const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Both.' }])));
    const ann = await world.person('ann');
    const conversationId = await ann.write('one');
    await ann.say('two', conversationId);
    const starts = ann.chunks.flatMap((chunk) =>
      chunk.type === 'start' ? [chunk.messageMetadata?.replyTo] : [],
    );
    expect(starts).toHaveLength(1);
    expect(starts[0]).toHaveLength(2);
  });

  test('carries out several calls one after another, each gated and recorded by itself', async () => {
    const { ann, ran, world, conversationId } = await talk(
      [{ call: 'power', input: { power: 'off' } }, { call: 'jazz' }, { call: 'brighter' }, { call: 'look' }],
      [{ text: 'I turned off the lamp.' }],
    );
    expect(ran).toEqual(['power', 'brighter', 'look']);
    expect(ann.outputs).toEqual([
      { status: 'done', result: { power: 'off' } },
      {
        status: 'denied',
        reason: '“Play jazz” is part of The premium; your plan is The basic.',
        requiredLevel: 'premium',
        alternatives: ['look', 'power', 'brighter', 'shout', 'remove', 'upgrade', 'request_human'],
      },
      { status: 'done', result: { steps: 1 } },
      { status: 'done', result: { there: true } },
    ]);
    const { items } = await world.ports.ledger.ofConversation(conversationId, 10);
    expect(
      items.map(({ call, action, decision, outcome }) => [call, action, decision, outcome?.status]),
    ).toEqual([
      [0, 'power', 'allowed', 'done'],
      [1, 'jazz', 'refused', 'denied'],
      [2, 'brighter', 'allowed', 'done'],
      [3, 'look', 'allowed', 'done'],
    ]);
    expect(items[0]).toMatchObject({
      customerId: 'ann',
      way: 'chat',
      level: 'basic',
      serviceVersion: '7',
      model: 'test/scripted',
    });
    expect(ann.heard).toBe('I turned off the lamp.');
  });

  test('two equal calls are two effects, and so are two equal messages', async () => {
    const { ran, world, ann, conversationId } = await talk(
      [{ call: 'brighter' }, { call: 'brighter' }],
      [{ text: 'There.' }],
      [{ call: 'brighter' }],
      [{ text: 'There.' }],
    );
    await ann.say('Please.', conversationId);
    expect(ran).toHaveLength(3);
    expect((await world.ports.objects.get('ann', 'light', 'hall'))?.data).toEqual({ steps: 3 });
  });

  test('what an action changes of the customer counts for the next call', async () => {
    const { ann, world } = await talk(
      [{ call: 'jazz' }, { call: 'upgrade' }, { call: 'jazz' }],
      [{ text: 'So.' }],
    );
    expect(ann.outputs).toMatchObject([
      { status: 'denied' },
      { status: 'done' },
      { status: 'failed', reason: 'There is no band.' },
    ]);
    expect(world.ports.scheduler.timers).toMatchObject([{ customerId: 'ann', timeZone: 'UTC' }]);
  });

  test('a call that no action can take is refused, recorded and told to the model', async () => {
    const { ann, model, world, conversationId } = await talk(
      [
        { call: 'constructor' },
        { call: 'no way!' },
        { call: 'power', input: { power: 'up' } },
        { call: 'power', input: '{"power":' },
        { call: 'look', input: '' },
      ],
      [{ text: 'Sorry.' }],
    );
    expect(ann.chunks.filter(({ type }) => type === 'tool-input-error')).toMatchObject([
      { toolName: 'constructor', dynamic: true, errorText: 'There is no such action.' },
      { toolName: 'unknown_action', dynamic: true },
      { toolName: 'power', errorText: expect.stringContaining('power:') as string },
      { toolName: 'power', input: '{"power":' },
    ]);
    expect(ann.outputs).toHaveLength(1);
    const { items } = await world.ports.ledger.ofConversation(conversationId, 10);
    expect(items.filter(({ decision }) => decision === 'refused')).toHaveLength(4);
    const roles = model.asked[1]?.prompt.map(({ role }) => role);
    expect(roles).toEqual(['system', 'system', 'user', 'assistant', 'tool']);
  });

  test('objects and limits are checked at the choke point', async () => {
    const { ann, ran } = await talk(
      [
        { call: 'power', input: { power: 'off', lamp: 'of another' } },
        { call: 'power', input: { power: 'off', lamp: 'fuse' } },
      ],
      [{ text: 'No.' }],
    );
    expect(ann.outputs).toMatchObject([
      { status: 'failed', reason: 'You have no such lamp.' },
      { status: 'failed' },
    ]);
    expect(ran).toEqual([]);
  });

  test('an action’s own limit refuses', async () => {
    const { service } = lampService();
    const world = new World(
      service,
      scriptedModel(inOrder([{ call: 'power', input: { power: 'off', lamp: 'fuse' } }], [{ text: 'No.' }])),
    );
    await world.ports.objects.write('ann', 'lamp', 'fuse', 0, {}, world.clock.now());
    const ann = await world.person('ann');
    await ann.say('hi');
    expect(ann.outputs).toEqual([{ status: 'denied', reason: 'The fuse stays.', alternatives: [] }]);
  });
});

describe('claims', () => {
  test('a claim that nothing bears out is not said, what did happen is', async () => {
    const { ann, world } = await talk(
      [{ call: 'jazz' }],
      [{ text: 'Sure. I turned off the lamp. I have removed it! Bye.' }],
    );
    expect(ann.heard).toBe('Sure. Bye.I have not done that.');
    expect(world.ports.telemetry.events).toContainEqual(expect.objectContaining({ type: 'claim-withheld' }));
  });

  test('a claim of a call that failed is replaced by its outcome', async () => {
    const { service, lamp } = lampService();
    lamp.onRun = () => {
      throw new Error('broken');
    };
    const world = new World(
      service,
      scriptedModel(
        inOrder([{ call: 'power', input: { power: 'off' } }], [{ text: 'I turned off the lamp.' }]),
      ),
    );
    const ann = await world.person('ann');
    await ann.say('hi');
    expect(ann.heard).toBe('It is not known whether this happened. A person has been told and will check.');
    expect(
      (await world.ports.log.last((await world.ports.conversations.inbox(1)).items[0]?.id ?? ''))?.state
        .status,
    ).toBe('waiting');
  });

  test('what is claimed too early is said when it is true', async () => {
    const { ann } = await talk(
      [{ text: 'I turned off the lamp.' }, { call: 'power', input: { power: 'off' } }],
      [{ text: 'I turned off the lamp.' }],
    );
    expect(ann.heard).toBe('I turned off the lamp.');
  });
});

describe('a claim in two pieces is not said either', () => {
  const claim = 'Your lamp has been removed.';

  test.each(Array.from(claim, (_, at) => at))(
    'where a sentence without end is cut at its letter %i',
    async (at) => {
      const { ann } = await talk([{ text: `${'☠'.repeat(SENTENCE_CHARS_MAX - at)}${claim} Bye.` }]);
      expect(ann.heard).not.toContain('removed');
      expect(ann.heard).toMatch(/Bye\.I have not done that\.$/);
    },
  );

  test('where a call stands between them', async () => {
    const { ann } = await talk(
      [{ text: 'Your lamp' }, { call: 'jazz' }],
      [{ text: 'has been removed. Bye.' }],
    );
    expect(ann.heard).toBe('Your lampBye.I have not done that.');
  });

  test('but what is said after a sentence stands alone', async () => {
    const { ann } = await talk([{ text: 'Your lamp.' }, { call: 'jazz' }], [{ text: 'Has been removed.' }]);
    expect(ann.heard).toBe('Your lamp.Has been removed.');
  });
});

describe('the end of a reply', () => {
  const sorry =
    'I am sorry, I could not work that out just now. Please try again in a moment, or ask me for a person.';

  test.each<[string, ScriptedMessage]>([
    ['an error', [{ error: 'overloaded' }]],
    ['silence', [{ text: 'Let me' }, { silent: true }]],
    ['an error as its reason to finish', [{ text: 'Well. ' }, { finish: 'error' }]],
  ])('a model that ends in %s is taken back, and the customer gets words', async (_, message) => {
    const { ann, world } = await talk(message);
    expect(ann.chunks.at(-1)).toEqual({ type: 'finish' });
    expect(ann.heard.endsWith(sorry)).toBe(true);
    const shown = ann.chunks.findIndex(({ type }) => type === 'text-delta');
    const back = ann.chunks.findIndex(({ type }) => type === 'reset-step');
    if (ann.heard !== sorry) expect(back).toBeGreaterThan(shown);
    expect(world.ports.telemetry.events).toContainEqual(expect.objectContaining({ type: 'model-failed' }));
  });

  test('the next model takes over, and nobody reads two halves', async () => {
    const broken = scriptedModel(inOrder([{ text: 'The first half. ' }, { error: 'cut' }]), 'broken');
    const whole = scriptedModel(inOrder([{ text: 'A whole answer.' }]), 'whole');
    const world = new World(lampService().service, broken, whole);
    const ann = await world.person('ann');
    const conversationId = await ann.say('hi');
    const history = await ann.ask({ action: 'history', conversationId });
    expect(history).toMatchObject({
      messages: [
        {},
        {
          message: {
            parts: [{ type: 'step-start' }, { type: 'text', text: 'A whole answer.', state: 'done' }],
          },
        },
      ],
    });
  });

  test('a reply cut short says so', async () => {
    const { ann } = await talk([{ text: 'Once upon a time' }, { finish: 'length' }]);
    expect(ann.heard).toBe('Once upon a time… I had to stop here. Ask me to go on if you need the rest.');
  });

  test('an empty reply gets words: the receipts, or a way out', async () => {
    expect((await talk([])).ann.heard).toContain('I have no answer to that');
    expect((await talk([{ call: 'brighter' }], [])).ann.heard).toBe('It is brighter.');
  });

  test('a model that never stops calling is stopped, and its last message has no calls', async () => {
    const { ann, ran, model } = await talk([{ text: 'On. ' }, { call: 'look' }]);
    expect(model.asked).toHaveLength(STEPS_MAX);
    expect(ran).toHaveLength(STEPS_MAX - 1);
    expect(ann.chunks.at(-1)).toEqual({ type: 'finish' });
  });

  test('one that calls hundreds of actions at once gets few of them', async () => {
    const { ran } = await talk(
      Array.from({ length: 300 }, () => ({ call: 'look' })),
      [{ text: 'Done.' }],
    );
    expect(ran).toHaveLength(16);
  });

  test('a failure after an action still tells what was done', async () => {
    const { ann } = await talk([{ call: 'brighter' }], [{ error: 'gone' }]);
    expect(ann.heard).toBe(`It is brighter. ${sorry}`);
  });
});

describe('cancel', () => {
  test('finishes an action that has begun, shows it, and aborts', async () => {
    const { service, lamp } = lampService();
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    lamp.onRun = () => (begun.resolve(undefined), goOn.promise);
    const world = new World(
      service,
      scriptedModel(
        inOrder([{ call: 'power', input: { power: 'off' } }, { call: 'jazz' }], [{ text: 'Never said.' }]),
      ),
    );
    const ann = await world.person('ann');
    const conversationId = await ann.write('hi');
    const working = world.settle();
    await begun.promise;
    expect(await ann.ask({ action: 'cancel', conversationId })).toEqual({ type: 'ok' });
    expect(await ann.ask({ action: 'cancel', conversationId, requestId: 'again' })).toEqual({
      type: 'ok',
      requestId: 'again',
    });
    goOn.resolve(undefined);
    await working;
    expect(ann.outputs).toEqual([
      { status: 'done', result: { power: 'off' } },
      { status: 'failed', reason: 'You asked me to stop before this was begun, so it was not done.' },
    ]);
    expect(ann.chunks.at(-1)).toEqual({ type: 'abort' });
    expect(ann.heard).toBe('');
    expect(world.ports.ledger.records.map(({ action, decision }) => [action, decision])).toEqual([
      ['power', 'allowed'],
      ['jazz', 'refused'],
    ]);
  });

  test('ends what nobody has begun yet, and is no error when there is nothing', async () => {
    const model = scriptedModel(inOrder([{ text: 'Hello.' }]));
    const world = new World(lampService().service, model);
    const ann = await world.person('ann');
    const conversationId = await ann.write('hi');
    await ann.send({ action: 'cancel', conversationId });
    expect(ann.chunks.map(({ type }) => type)).toEqual(['start', 'abort']);
    await ann.send({ action: 'cancel', conversationId });
    await world.settle();
    expect(model.asked).toEqual([]);
  });

  test('stops a model in the middle of its words; what is open is closed', async () => {
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    const world = new World(
      lampService().service,
      scriptedModel(
        inOrder([
          { text: 'One. ' },
          { meanwhile: () => (begun.resolve(undefined), goOn.promise) },
          { text: 'Two. Three.' },
        ]),
      ),
    );
    const ann = await world.person('ann');
    const conversationId = await ann.write('hi');
    const working = world.settle();
    await begun.promise;
    await ann.send({ action: 'cancel', conversationId });
    goOn.resolve(undefined);
    await working;
    expect(ann.chunks.at(-1)).toEqual({ type: 'abort' });
    const history = await ann.ask({ action: 'history', conversationId });
    expect(JSON.stringify(history)).not.toContain('streaming');
  });
});

describe('a worker', () => {
  test('leaves a conversation to the one who has it', async () => {
    const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Hi.' }])));
    const ann = await world.person('ann');
    const conversationId = await ann.write('hi');
    await world.ports.leases.acquire(conversationId, 'somebody', world.clock.now(), new Date('2027-01-01'));
    expect(await world.bot.work(conversationId, new AbortController().signal)).toBe('busy');
    expect(await world.bot.work('cv_unknown', new AbortController().signal)).toBe('idle');
  });

  test('gives a reply back when it is told to stop, and another goes on', async () => {
    const begun = Promise.withResolvers<undefined>();
    const never = new Promise<undefined>(() => undefined);
    let first = true;
    const model = scriptedModel((options, index) => {
      const wait = first;
      first = false;
      if (wait) return [{ text: 'One. ' }, { meanwhile: () => (begun.resolve(undefined), never) }];
      return index === 1 ? [{ call: 'brighter' }] : [{ text: `All ${String(options.prompt.length)}.` }];
    });
    const world = new World(lampService().service, model);
    const ann = await world.person('ann');
    const conversationId = await ann.write('hi');
    const stop = new AbortController();
    const working = world.bot.work(conversationId, stop.signal);
    await begun.promise;
    stop.abort();
    expect(await working).toBe('busy');
    expect(await world.worker('worker-2').work(conversationId, new AbortController().signal)).toBe('idle');
    expect(ann.chunks.map(({ type }) => type)).toContain('reset-step');
    expect(ann.chunks.at(-1)).toEqual({ type: 'finish' });
    expect(ann.outputs).toEqual([{ status: 'done', result: { steps: 1 } }]);
    expect(await world.bot.work(conversationId, stop.signal)).toBe('busy');
  });

  test('that can’t finish gives up in words, and calls a person', async () => {
    const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Hi.' }])));
    const ann = await world.person('ann');
    const conversationId = await ann.write('hi');
    await world.bot.giveUp(conversationId);
    await world.bot.giveUp(conversationId);
    await world.bot.giveUp('cv_unknown');
    expect(ann.heard).toContain('I have asked a person to look at it');
    expect(ann.chunks.at(-1)).toEqual({ type: 'finish' });
    expect(ann.frames.at(-1)).toMatchObject({ type: 'conversation', conversation: { status: 'waiting' } });
  });
});

describe('budgets', () => {
  test('a customer whose day is spent is told so, politely, and is accepted', async () => {
    const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Hi.' }])));
    const ann = await world.person('ann');
    await world.ports.budgets.take(
      'tokens/ann/2026-05-04',
      199_000,
      200_000,
      world.clock.now(),
      new Date('2026-05-05'),
    );
    await ann.say('hi');
    expect(ann.heard).toContain('can’t think about more before tomorrow');
  });

  test('what one turn did not use is the next one’s', async () => {
    const { world, ann, conversationId } = await talk([{ text: 'Hi.' }]);
    for (let n = 0; n < 10; n++) await ann.say('again', conversationId);
    const take = (amount: number) =>
      world.ports.budgets.take(
        'tokens/ann/2026-05-04',
        amount,
        200_000,
        world.clock.now(),
        new Date('2026-05-05'),
      );
    expect(await take(200_000 - TOKENS_TAKEN)).toBe(true);
    expect(await take(1)).toBe(false);
    await ann.say('again', conversationId);
    expect(ann.heard).not.toContain('before tomorrow');
  });
});
