import * as z from 'zod';

const doorbell = z.object({
  conversationId: z.string().min(1),
  handBacks: z.int().min(0).default(0),
});

/** What a message of the doorbell queue says. */
export interface Doorbell {
  readonly conversationId: string;
  /** How often the turn that it rings for was handed back for want of time. */
  readonly handBacks: number;
}

/** Reads a message of the doorbell queue; undefined if it is none. */
export function readDoorbell(body: string): Doorbell | undefined {
  try {
    return doorbell.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
