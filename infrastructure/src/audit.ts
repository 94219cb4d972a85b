import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Environment } from './environments.ts';
import { namesOf, removalPolicyOf } from './names.ts';

const CLOUDFRONT_PREFIX = 'cloudfront';

/** Of a request at the edge. No query and no cookie: people's own tools may put a token there. */
const CLOUDFRONT_FIELDS = [
  'date',
  'time',
  'x-edge-location',
  'sc-bytes',
  'c-ip',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'cs(User-Agent)',
  'x-edge-result-type',
  'x-edge-request-id',
  'cs-protocol',
  'time-taken',
  'ssl-protocol',
  'x-edge-detailed-result-type',
];

/** Who has read what: the bucket that S3's and CloudFront's access logs go to. */
export class Audit extends Construct {
  readonly bucket: Bucket;
  readonly #environment: Environment;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    this.#environment = environment;
    this.bucket = new Bucket(this, 'AccessLogs', {
      bucketName: `${namesOf(environment, 'access-logs')}-${Aws.ACCOUNT_ID}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(environment.accessLogDays),
          noncurrentVersionExpiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: removalPolicyOf(environment),
    });
  }

  /** Logs each request of a distribution as a line of JSON. */
  log(distribution: IDistribution): void {
    const name = namesOf(this.#environment, 'cloudfront');
    const source = new CfnDeliverySource(this, 'CloudFrontSource', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: Stack.of(this).formatArn({
        service: 'cloudfront',
        region: '',
        resource: 'distribution',
        resourceName: distribution.distributionId,
      }),
    });
    const destination = new CfnDeliveryDestination(this, 'CloudFrontDestination', {
      name,
      // The prefix is given here: a suffix alone is put behind AWSLogs/ACCOUNT/CloudFront/ when the delivery is made, where nobody
      // may write, and stands alone after an update (aws-cloudformation/cloudformation-coverage-roadmap#2274).
      destinationResourceArn: this.bucket.arnForObjects(CLOUDFRONT_PREFIX),
      outputFormat: 'json',
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects(`${CLOUDFRONT_PREFIX}/*`)],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'logs',
              resource: 'delivery-source',
              resourceName: name,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    const delivery = new CfnDelivery(this, 'CloudFrontDelivery', {
      deliverySourceName: name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: CLOUDFRONT_FIELDS,
      s3SuffixPath: '{yyyy}/{MM}/{dd}/{HH}',
      s3EnableHiveCompatiblePath: false,
    });
    delivery.addResourceDependency(source);
    const policy = this.bucket.policy;
    if (policy) delivery.node.addDependency(policy);
  }
}
