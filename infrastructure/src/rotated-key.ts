import type { RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface RotatedKeyProps {
  readonly description: string;
  readonly alias: string;
  readonly removalPolicy: RemovalPolicy;
}

/** A key that is renewed each year, and that only AWS's own services may be let use on. */
export function rotatedKey(scope: Construct, id: string, props: RotatedKeyProps): Key {
  const key = new Key(scope, id, { ...props, enableKeyRotation: true });
  key.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: {
        BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  );
  return key;
}
