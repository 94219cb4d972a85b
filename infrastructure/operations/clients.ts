import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { REGION } from './environment.ts';

export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudFront: CloudFrontClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamoDB: DynamoDBClient;
  readonly quotas: ServiceQuotasClient;
  readonly s3: S3Client;
  readonly scheduler: SchedulerClient;
  readonly sts: STSClient;
}

type Access = Pick<STSClientConfig, 'credentials' | 'region'>;

/**
 * Clients with this access. What it does not say is that of the AWS CLI, its variables and its profiles; if they name no
 * region it is the one that all is made for.
 */
export function makeClients(given: Access = {}): Clients {
  const { config } = new STSClient(given);
  const access = { ...given, region: () => config.region().catch(() => REGION) };
  return {
    cloudFormation: new CloudFormationClient(access),
    cloudFront: new CloudFrontClient(access),
    cloudWatch: new CloudWatchClient(access),
    dynamoDB: new DynamoDBClient(access),
    quotas: new ServiceQuotasClient(access),
    s3: new S3Client(access),
    scheduler: new SchedulerClient(access),
    sts: new STSClient(access),
  };
}
