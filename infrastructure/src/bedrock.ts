import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A model's name with a geography before it is an inference profile: it is answered in any region of that geography. */
const PROFILE = /^(?:us-gov|us|eu|apac|jp|au|ca|global)\.(.+)$/;

/**
 * What `work` has to be allowed for those models of a `MODEL` setting that are Bedrock's, so that no key is needed for them. A
 * profile takes itself and its model in each region that it may go to (Bedrock's guide, “Prerequisites for inference profiles”).
 */
export function bedrockPermissions(model: string | undefined): PolicyStatement[] {
  const ids = (model ?? '')
    .split(',')
    .map((choice) => choice.trim())
    .filter((choice) => choice.startsWith('bedrock:'))
    .map((choice) => choice.slice('bedrock:'.length));
  if (ids.length === 0) return [];
  const resources = ids.flatMap((id) => {
    const inner = PROFILE.exec(id)?.[1];
    if (inner === undefined) return [modelArn(id)];
    return [`arn:aws:bedrock:*:${Aws.ACCOUNT_ID}:inference-profile/${id}`, modelArn(inner)];
  });
  return [new PolicyStatement({ actions: ['bedrock:InvokeModelWithResponseStream'], resources })];
}

const modelArn = (id: string): string => `arn:aws:bedrock:*::foundation-model/${id}`;
