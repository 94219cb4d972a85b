import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { namesOf, protectedPolicyOf } from './names.ts';
import type { Settings } from './settings.ts';

/** Whose tokens are believed. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
}

/** The pool's groups. A token names those that its person is in. */
const GROUPS = { customers: 'People who chat', operators: 'People who answer when the bot hands over' };

/** The host of the hosted login, known before the user pool is. The prefix is unique in the region, so the account's number is in it. */
export function loginHostOf(scope: Construct, { environment, loginPrefix }: Settings): string {
  const prefix = loginPrefix ?? `${namesOf(environment)}-${Aws.ACCOUNT_ID}`;
  return `${prefix}.auth.${Stack.of(scope).region}.amazoncognito.com`;
}

export interface UserPoolProps {
  readonly settings: Settings;
  /** Addresses that people come back to after they logged in. */
  readonly returnTo: readonly string[];
}

/** People's accounts, with a hosted login, where no other issuer is given. */
export class UserPool extends Construct implements Issuer {
  readonly issuer: string;
  readonly audience: string;

  constructor(scope: Construct, id: string, { settings, returnTo }: UserPoolProps) {
    super(scope, id);
    const { environment } = settings;
    const pool = new cognito.UserPool(this, 'Pool', {
      userPoolName: namesOf(environment),
      // ESSENTIALS has the hosted login of today. Ten thousand people a month are free.
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: settings.signUp,
      autoVerify: { email: true },
      ...(settings.loginEmail !== undefined && { email: this.#from(settings.loginEmail) }),
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      keepOriginal: { email: true },
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: environment.protected,
      removalPolicy: protectedPolicyOf(environment),
    });
    for (const [groupName, description] of Object.entries(GROUPS)) {
      new cognito.UserPoolGroup(this, groupName, { userPool: pool, groupName, description });
    }
    const client = pool.addClient('Site', {
      userPoolClientName: 'site',
      // A page keeps no secret: the code flow with PKCE.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
        callbackUrls: [...returnTo],
        logoutUrls: [...returnTo],
      },
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    });
    // Without any named, Cognito lets passwords be tried through its API as well.
    (client.node.defaultChild as cognito.CfnUserPoolClient).explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
    const loginHost = loginHostOf(this, settings);
    const domain = new cognito.CfnUserPoolDomain(this, 'Domain', {
      userPoolId: pool.userPoolId,
      domain: settings.loginPrefix ?? `${namesOf(environment)}-${Aws.ACCOUNT_ID}`,
      managedLoginVersion: 2,
    });
    // The login of today shows nothing without a branding; this is Cognito's own.
    new cognito.CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    }).node.addDependency(domain);

    this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${pool.userPoolId}`;
    this.audience = client.userPoolClientId;
    for (const [name, value] of Object.entries({
      UserPoolId: pool.userPoolId,
      UserPoolClientId: client.userPoolClientId,
      LoginUrl: `https://${loginHost}`,
    })) {
      new CfnOutput(this, name, { value }).overrideLogicalId(name);
    }
  }

  /** Through SES. An address of Cognito's own sends 50 e-mails a day, which is not for production (Cognito's guide, “Email settings”). */
  #from(fromEmail: string): cognito.UserPoolEmail {
    const sesVerifiedDomain = fromEmail.slice(fromEmail.indexOf('@') + 1);
    return cognito.UserPoolEmail.withSES({ fromEmail, sesVerifiedDomain, sesRegion: Stack.of(this).region });
  }
}
