import { Aws, Duration } from 'aws-cdk-lib';
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { GitHubSettings } from './account-settings.ts';
import { ENVIRONMENTS } from './environments.ts';
import { namesOf, STAYS } from './names.ts';
import { REGION } from './stack.ts';

const ISSUER = 'token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

/** Lets the repository's workflows deploy, with a token of the run in place of a key that could be stolen. */
export class GitHub extends Construct {
  readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    github: GitHubSettings,
    siteNames: readonly string[],
    artifacts: Bucket,
  ) {
    super(scope, id);
    this.role = new Role(this, 'DeployRole', {
      roleName: 'agentic-service-bot-deploy',
      description: 'What a workflow may do: deploy through the roles of the CDK, and publish the site',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new WebIdentityPrincipal(this.#provider(github), {
        StringEquals: {
          [`${ISSUER}:aud`]: AUDIENCE,
          [`${ISSUER}:sub`]: [...github.subjects],
          [`${ISSUER}:repository_id`]: github.repositoryId,
          [`${ISSUER}:environment`]: Object.keys(ENVIRONMENTS),
        },
      }),
    });

    const sites = siteNames.map((name) => `arn:aws:s3:::${name}`);
    const stacks = Object.values(ENVIRONMENTS).map((environment) => this.#stackArn(namesOf(environment)));
    const statements: [actions: string[], resources: string[]][] = [
      // The CDK's own roles deploy; what they may is said where the account is bootstrapped.
      [['sts:AssumeRole'], [`arn:aws:iam::${Aws.ACCOUNT_ID}:role/cdk-*`]],
      [
        ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
        [...stacks, this.#stackArn('agentic-service-bot-account'), this.#stackArn('CDKToolkit')],
      ],
      [
        ['s3:ListBucket', 's3:ListBucketVersions'],
        [...sites, artifacts.bucketArn],
      ],
      [
        ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject'],
        [...sites, artifacts.bucketArn].map((bucket) => `${bucket}/*`),
      ],
      [
        ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'],
        [`arn:aws:cloudfront::${Aws.ACCOUNT_ID}:distribution/*`],
      ],
      [['cloudwatch:DescribeAlarms'], [`arn:aws:cloudwatch:${REGION}:${Aws.ACCOUNT_ID}:alarm:*`]],
      // It has no resource of its own.
      [['servicequotas:GetServiceQuota'], ['*']],
    ];
    for (const [actions, resources] of statements) {
      this.role.addToPolicy(new PolicyStatement({ actions, resources }));
    }
  }

  /** An account has one provider of an address: a second one is refused, so one that is there is used. */
  #provider({ trusted }: GitHubSettings): string {
    if (trusted) return `arn:aws:iam::${Aws.ACCOUNT_ID}:oidc-provider/${ISSUER}`;
    const provider = new CfnOIDCProvider(this, 'Provider', {
      url: `https://${ISSUER}`,
      clientIdList: [AUDIENCE],
    });
    provider.applyRemovalPolicy(STAYS);
    return provider.attrArn;
  }

  #stackArn(name: string): string {
    return `arn:aws:cloudformation:${REGION}:${Aws.ACCOUNT_ID}:stack/${name}/*`;
  }
}
