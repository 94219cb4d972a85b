import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';

export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudFront: CloudFrontClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamoDB: DynamoDBClient;
  readonly quotas: ServiceQuotasClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

/** Clients with the credentials and the region of the AWS CLI: its variables, its profiles. */
export const makeClients = (): Clients => ({
  cloudFormation: new CloudFormationClient(),
  cloudFront: new CloudFrontClient(),
  cloudWatch: new CloudWatchClient(),
  dynamoDB: new DynamoDBClient(),
  quotas: new ServiceQuotasClient(),
  s3: new S3Client(),
  sts: new STSClient(),
});
