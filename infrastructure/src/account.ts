import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { BucketProps, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { AccountSettings } from './account-settings.ts';
import { GitHub } from './github.ts';
import { STAYS } from './names.ts';
import { REGION } from './stack.ts';
import { Trail } from './trail.ts';

const NAME = 'agentic-service-bot-account';

/** What an AWS account has once, whatever environments are in it. All of it stays when the stack is deleted. */
export class AccountStack extends Stack {
  constructor(scope: Construct, settings: AccountSettings) {
    super(scope, NAME, {
      description: 'Agentic Service Bot: what the account has once',
      env: { region: REGION },
      terminationProtection: true,
      tags: { application: 'agentic-service-bot', environment: 'account' },
    });

    this.#letApiGatewayLog();
    const bucket: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: STAYS,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...bucket,
      bucketName: `${NAME}-access-logs-${Aws.ACCOUNT_ID}`,
      lifecycleRules: [{ expiration: Duration.days(365), noncurrentVersionExpiration: Duration.days(7) }],
    });
    // Builds of the site and templates, by commit: what a release is gone back to from.
    const artifacts = new Bucket(this, 'Artifacts', {
      ...bucket,
      bucketName: `${NAME}-artifacts-${Aws.ACCOUNT_ID}`,
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: 's3/artifacts/',
      lifecycleRules: [
        // Releases stay, and with them which tables are in use since a restore.
        { noncurrentVersionExpiration: Duration.days(30) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    new Trail(this, 'Trail', { bucket, accessLogs, artifacts, sites: settings.sites });

    new CfnOutput(this, 'ArtifactsBucketOutput', { value: artifacts.bucketName }).overrideLogicalId(
      'ArtifactsBucket',
    );
    if (settings.github) {
      const { role } = new GitHub(this, 'GitHub', settings.github, settings.sites, artifacts);
      new CfnOutput(this, 'DeployRoleOutput', { value: role.roleArn }).overrideLogicalId('DeployRole');
    }
  }

  /**
   * A stage with execution logs can't be deployed in an account that has not said who writes them. Neither has a name to be in the way, and
   * what the account has been told stays: so the role does, too.
   */
  #letApiGatewayLog(): void {
    const role = new Role(this, 'ApiGatewayLogs', {
      description: 'Lets API Gateway write execution logs',
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnAccount(this, 'ApiGateway', { cloudWatchRoleArn: role.roleArn }).applyRemovalPolicy(
      RemovalPolicy.RETAIN,
    );
  }
}
