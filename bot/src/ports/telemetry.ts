import type { StepUsage } from '@agentic-service-bot/protocol';

/** What happened, for metrics and logs. Never holds a message's text, an input or a token. */
export type BotEvent =
  | {
      readonly type: 'turn-finished';
      readonly conversationId: string;
      readonly turn: string;
      readonly ms: number;
      /** Until the customer could see something of the reply. */
      readonly firstChunkMs?: number;
      /** Messages of models in it. */
      readonly steps: number;
      readonly end: 'finish' | 'abort';
    }
  | ({
      readonly type: 'model-step';
      readonly conversationId: string;
      readonly turn: string;
      readonly step: number;
    } & StepUsage)
  | {
      readonly type: 'model-failed';
      readonly conversationId: string;
      readonly turn: string;
      readonly step: number;
      readonly model: string;
      readonly error: string;
    }
  | {
      readonly type: 'action';
      readonly conversationId: string;
      readonly turn: string;
      readonly action: string;
      readonly level: string;
      readonly status: 'done' | 'denied' | 'failed' | 'unknown';
    }
  | { readonly type: 'claim-withheld'; readonly conversationId: string; readonly turn: string }
  | { readonly type: 'hand-off'; readonly conversationId: string; readonly priority: string }
  | { readonly type: 'frame'; readonly action: string; readonly ms: number; readonly error?: string }
  | {
      readonly type: 'fault';
      readonly where: string;
      readonly conversationId?: string;
      readonly error: string;
      /** Where it was thrown. */
      readonly stack?: string;
    };

/** Where events go: JSON lines on one machine, embedded metrics on AWS. Must not throw. */
export interface Telemetry {
  report(event: BotEvent): void;
}

/** How grave each event is, in a log. */
export const SEVERITIES: Readonly<Record<BotEvent['type'], 'debug' | 'info' | 'warn' | 'error'>> = {
  frame: 'debug',
  action: 'info',
  'hand-off': 'info',
  'model-step': 'info',
  'turn-finished': 'info',
  'claim-withheld': 'warn',
  'model-failed': 'warn',
  fault: 'error',
};
