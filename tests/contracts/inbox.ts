import type { Inbox } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { eventually } from '@agentic-service-bot/bot/testing/eventually';

/** A doorbell, and the one who answers it as a composition root does. */
export interface InboxUnderTest {
  readonly inbox: Inbox;
  /** Begins to answer: `work` is called for what was rung, before or since. */
  answer(work: (conversationId: string) => Promise<'idle' | 'busy'>): Promise<void>;
  /** Lets as much time pass as it may wait before it tries again. */
  later(): Promise<void>;
}

/** Answers with these results, `idle` after the last, and records who was worked on. */
function answers(...results: (() => 'idle' | 'busy')[]) {
  const worked: string[] = [];
  const work = async (conversationId: string): Promise<'idle' | 'busy'> => {
    const result = results[worked.length];
    worked.push(conversationId);
    return result?.() ?? 'idle';
  };
  return { worked, work };
}

export const inboxChecks = {
  'has each rung conversation worked on': async ({ port: { inbox, answer } }) => {
    const { worked, work } = answers();
    await answer(work);
    for (const id of ['cv_1', 'cv_2', 'cv_3']) await inbox.ring(id);
    await eventually(() => expect(new Set(worked)).toEqual(new Set(['cv_1', 'cv_2', 'cv_3'])));
  },

  'has what was rung before anybody came worked on': async ({ port: { inbox, answer } }) => {
    const { worked, work } = answers();
    await inbox.ring('cv_1');
    await answer(work);
    await eventually(() => expect(worked).toEqual(['cv_1']));
  },

  'rings again where another worker was busy with it': async ({ port: { inbox, answer, later } }) => {
    const { worked, work } = answers(() => 'busy');
    await answer(work);
    await inbox.ring('cv_1');
    await eventually(async () => {
      await later();
      expect(worked).toEqual(['cv_1', 'cv_1']);
    });
  },

  'rings again where the work failed, and for others all the same': async ({
    port: { inbox, answer, later },
  }) => {
    const { worked, work } = answers(() => {
      throw new Error('The disk is full.');
    });
    await answer(work);
    await inbox.ring('cv_1');
    await eventually(() => expect(worked).toContain('cv_1'));
    await inbox.ring('cv_2');
    await eventually(() => expect(worked).toContain('cv_2'));
    await eventually(async () => {
      await later();
      expect(worked.filter((id) => id === 'cv_1')).toHaveLength(2);
    });
  },

  'is harmless when rung twice, and works again on what is rung meanwhile': async ({
    port: { inbox, answer },
  }) => {
    let ringing: Promise<void> | undefined;
    const { worked, work } = answers(() => {
      ringing = inbox.ring('cv_1');
      return 'idle';
    });
    await Promise.all([inbox.ring('cv_1'), inbox.ring('cv_1')]);
    await answer(work);
    await eventually(() => expect(ringing).toBeDefined());
    await ringing;
    await eventually(() => expect(worked.length).toBeGreaterThanOrEqual(2));
    expect(new Set(worked)).toEqual(new Set(['cv_1']));
  },

  'still rings for whoever opens it next': async ({ port: { inbox }, reopen }) => {
    await inbox.ring('cv_1');
    const again = await reopen();
    const { worked, work } = answers();
    await again.answer(work);
    await eventually(() => expect(worked).toEqual(['cv_1']));
  },
} satisfies Checks<InboxUnderTest>;

export const inboxContract = contract<InboxUnderTest, keyof typeof inboxChecks>('inbox', inboxChecks);
