import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATIENCE_MS, runs } from '../../adversary/support/effort.ts';
import { Client } from '../../protocol-client/client.ts';
import { handshake, SUBPROTOCOL } from '../../protocol-client/handshake.ts';
import { demoTarget, type Target } from '../../protocol-client/target.ts';
import { say } from '../../protocol-client/turn.ts';
import { MeasuredServer } from '../frames/measured.ts';
import { scenarios } from '../scenarios/index.ts';
import { tallied } from '../tally.ts';
import { playFollowed } from './core.ts';
import { CutClient, type Dial } from './cut-client.ts';

/** After how many frames each connection is cut. */
const cuts = fc.array(fc.nat(25), { maxLength: 30 });

describe('a client cut at any frame, any number of times, has the transcript of one never cut', () => {
  test('at the core, while live frames race the replay', { timeout: PATIENCE_MS }, async ({ task }) => {
    let cut = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...scenarios),
        cuts,
        fc.scheduler(),
        async (scenario, at, scheduler) => {
          const followed = await playFollowed(scenario, at, scheduler);
          cut += followed.cuts;
          expect(followed.cut).toEqual(followed.uncut);
        },
      ),
      { numRuns: runs(100, 3_000), includeErrorInReport: true },
    );
    tallied(task, `resume at the core, ${cut} cuts`, { runs: runs(100, 3_000), violations: [] });
  });

  test('and one that loses a frame has not', async () => {
    const [scenario] = scenarios;
    if (scenario === undefined) throw new Error('There are no scenarios.');
    // One of the first is made good by the replay that follows it; the last ones are not.
    const lost = fc.integer({ min: 8, max: 12 });
    const property = fc.asyncProperty(lost, fc.scheduler(), async (frame, scheduler) => {
      const followed = await playFollowed(scenario, [], scheduler, frame);
      expect(followed.cut).toEqual(followed.uncut);
    });
    expect(await fc.check(property, { numRuns: 20, seed: 1 })).toMatchObject({ failed: true });
  });

  describe('at the real socket', () => {
    let server: MeasuredServer;
    let target: Target;
    beforeAll(async () => {
      server = await MeasuredServer.start();
      target = demoTarget(server.url);
    });
    afterAll(() => server.stop());

    const dialAs =
      (sub: string): Dial =>
      async (receive) => {
        const socket = await handshake(target, [SUBPROTOCOL, await target.mintToken(sub)]);
        socket.on('message', (data) => receive((data as Buffer).toString()));
        return { send: (frame) => socket.send(JSON.stringify(frame)), cut: () => socket.terminate() };
      };

    const words = fc.constantFrom(
      'what devices do I have?',
      'turn it up by 1',
      'turn everything off',
      'play jazz in the kitchen',
      'upgrade me to enterprise',
      'no',
      'let me talk to someone',
    );

    test('while the bot answers', { timeout: PATIENCE_MS }, async ({ task }) => {
      let cut = 0;
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 4 }), cuts, async (texts, at) => {
          const copy = Math.floor(run / 8) % 20;
          const sub = `cust_00${(run % 8) + 1}${copy === 0 ? '' : `_${copy}`}`;
          run++;
          const uncut = await Client.join(target, sub);
          const { conversationId } = await say(uncut, 'what does premium add?');
          const follower = new CutClient(dialAs(sub), at, (id) => id === conversationId);
          follower.begin();
          for (const text of texts) await say(uncut, text, conversationId);
          await follower.upTo(conversationId, uncut.transcript(conversationId).last);
          cut += follower.cuts;
          const expected = await uncut.transcript(conversationId).messages();
          expect(await follower.messages(conversationId)).toEqual(expected);
          follower.end();
          await uncut.close();
        }),
        { numRuns: runs(12, 150), includeErrorInReport: true },
      );
      tallied(task, `resume at the socket, ${cut} cuts`, { runs: runs(12, 150), violations: [] });
    });
  });
});
