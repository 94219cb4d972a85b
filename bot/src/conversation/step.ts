import type { StepUsage } from '@agentic-service-bot/protocol';
import type { LanguageModelV4Content, LanguageModelV4FinishReason } from '@ai-sdk/provider';

/** What one message of a model took. */
export type Spent = Omit<StepUsage, 'model'>;

/** One message of a model as it came, so that another worker can go on from it and nobody asks again. */
export interface StoredStep {
  /** The reply it belongs to. */
  readonly messageId: string;
  /** Counts the model's messages in one reply from 0. */
  readonly index: number;
  readonly content: readonly LanguageModelV4Content[];
  readonly finishReason: LanguageModelV4FinishReason;
  /** Absent where no model was asked: a timer's calls. */
  readonly spent?: Spent;
  /** It had no actions to call: what it calls all the same is refused. */
  readonly closed?: true;
  /** Which model wrote it: `provider/model`. */
  readonly model: string;
}

/** What the messages of a reply took, in order. */
export const usageOf = (steps: readonly StoredStep[]): StepUsage[] =>
  steps.flatMap(({ model, spent }) => (spent === undefined ? [] : [{ model, ...spent }]));
