import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { BucketProps, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { STAYS } from './names.ts';
import { rotatedKey } from './rotated-key.ts';

const NAME = 'agentic-service-bot';

export interface TrailProps {
  /** What all buckets of the account have. */
  readonly bucket: BucketProps;
  readonly accessLogs: Bucket;
  readonly artifacts: Bucket;
  /** The names of the buckets with the sites' files. */
  readonly sites: readonly string[];
}

/** Every change to the account, and every write to the files that people are served. */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { bucket, accessLogs, artifacts, sites }: TrailProps) {
    super(scope, id);
    const trailArn = Stack.of(this).formatArn({
      service: 'cloudtrail',
      resource: 'trail',
      resourceName: NAME,
    });
    const ours = { StringEquals: { 'aws:SourceArn': trailArn } };
    const cloudTrail = new ServicePrincipal('cloudtrail.amazonaws.com');

    const key = rotatedKey(this, 'Key', {
      description: 'The trail of the Agentic Service Bot',
      alias: `${NAME}-trail`,
      removalPolicy: STAYS,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudTrail],
        actions: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: ours,
      }),
    );
    const logs = new Bucket(this, 'Logs', {
      ...bucket,
      bucketName: `${NAME}-account-trail-${Aws.ACCOUNT_ID}`,
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: 's3/trail/',
      lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
    });
    logs.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudTrail],
        actions: ['s3:GetBucketAcl'],
        resources: [logs.bucketArn],
        conditions: ours,
      }),
    );
    logs.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudTrail],
        actions: ['s3:PutObject'],
        resources: [logs.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
        conditions: ours,
      }),
    );

    const watched = sites.map((name) => `arn:aws:s3:::${name}/`);
    const trail = new CfnTrail(this, 'Trail', {
      trailName: NAME,
      s3BucketName: logs.bucketName,
      kmsKeyId: key.keyArn,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      advancedEventSelectors: [
        {
          name: 'Every change and every look at the account',
          fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
        },
        {
          name: 'Writes of the files that people are served',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'readOnly', equalTo: ['false'] },
            { field: 'resources.ARN', startsWith: [...watched, `${artifacts.bucketArn}/`] },
          ],
        },
      ],
    });
    if (logs.policy) trail.node.addDependency(logs.policy);
    trail.applyRemovalPolicy(STAYS);
  }
}
