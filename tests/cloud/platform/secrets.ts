import type { AwsCall } from './aws-call.ts';
import { json, refusal } from './answers.ts';
import type { Answer } from './wire.ts';

/** Secrets Manager, as far as secrets are read. */
export class Secrets {
  readonly #values = new Map<string, string>();

  /** Gives a secret a value, as an operator does by hand. */
  put(arn: string, value: string): void {
    this.#values.set(arn, value);
  }

  answer(call: AwsCall): Answer {
    const id = String(call.input['SecretId']);
    const value = this.#values.get(id);
    if (value === undefined) {
      return refusal(
        call,
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      );
    }
    return json({ ARN: id, Name: id.split(':').at(-1), SecretString: value, VersionStages: ['AWSCURRENT'] });
  }
}
