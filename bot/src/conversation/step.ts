import type {
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

/** One message of a model as it came, so that another worker can go on from it and nobody asks again. */
export interface StoredStep {
  /** The reply it belongs to. */
  readonly messageId: string;
  /** Counts the model's messages in one reply from 0. */
  readonly index: number;
  readonly content: readonly LanguageModelV4Content[];
  readonly finishReason: LanguageModelV4FinishReason;
  readonly usage: LanguageModelV4Usage;
  /** It had no actions to call: what it calls all the same is refused. */
  readonly closed?: true;
  /** Which model wrote it: `provider/model`. */
  readonly model: string;
}
