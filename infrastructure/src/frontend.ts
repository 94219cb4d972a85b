import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import { STAGE } from './api.ts';
import { CACHE_RULES, PAGE_FOR_PATHS } from './edge-functions.ts';
import { loginHostOf } from './identity.ts';
import { namesOf, removalPolicyOf } from './names.ts';
import type { Settings } from './settings.ts';

export interface FrontendProps {
  readonly settings: Settings;
  readonly api: Api;
  readonly webAclArn: string;
  readonly accessLogs: IBucket;
}

/** The site: files in a private bucket, CloudFront in front of them and, unless switched off, of the sockets. */
export class Frontend extends Construct {
  readonly bucket: Bucket;
  readonly distribution: cloudfront.Distribution;
  /** The site's address, without a slash at its end. */
  readonly origin: string;
  /** What browsers open: through the site, or the API itself. */
  readonly socketUrl: string;

  constructor(scope: Construct, id: string, props: FrontendProps) {
    super(scope, id);
    const { settings, api } = props;
    this.bucket = this.#siteBucket(settings, props.accessLogs);

    const zone = this.#zone(settings);
    const domainName = zone && (settings.domainName ?? settings.environment.domainName);
    this.distribution = this.#distribution(props, zone, domainName);
    Validations.of(this.distribution).acknowledge({
      id: 'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      reason: 'A missing file is to be 404; with a default root object the list itself is never shown.',
    });
    const host = domainName ?? this.distribution.distributionDomainName;
    this.origin = `https://${host}`;
    this.socketUrl = settings.socketThroughEdge ? `wss://${host}/${STAGE}` : api.url;

    if (zone && domainName !== undefined) {
      const record = {
        zone,
        recordName: `${domainName}.`,
        target: RecordTarget.fromAlias(new CloudFrontTarget(this.distribution)),
      };
      new ARecord(this, 'Ipv4', record);
      new AaaaRecord(this, 'Ipv6', record);
    }
  }

  #siteBucket({ environment, bucketName }: Settings, accessLogs: IBucket): Bucket {
    return new Bucket(this, 'Site', {
      bucketName: bucketName ?? namesOf(environment, 'frontend'),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(environment.oldFileDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          expiredObjectDeleteMarker: true,
        },
      ],
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 's3/site/',
      removalPolicy: removalPolicyOf(environment),
    });
  }

  #zone({ hostedZoneId, hostedZoneName }: Settings): IHostedZone | undefined {
    if (hostedZoneId === undefined || hostedZoneName === undefined) return undefined;
    return HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName: hostedZoneName });
  }

  #distribution(
    { settings, api, webAclArn }: FrontendProps,
    zone: IHostedZone | undefined,
    domainName: string | undefined,
  ): cloudfront.Distribution {
    const { environment } = settings;
    return new cloudfront.Distribution(this, 'Distribution', {
      comment: namesOf(environment),
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass:
        cloudfront.PriceClass[environment.edges === 'PriceClass_All' ? 'PRICE_CLASS_ALL' : 'PRICE_CLASS_100'],
      webAclId: webAclArn,
      ...(zone &&
        domainName !== undefined && {
          domainNames: [domainName],
          minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
          certificate: new Certificate(this, 'Certificate', {
            domainName,
            validation: CertificateValidation.fromDns(zone),
          }),
        }),
      defaultBehavior: {
        // Whoever may list is told that a file is missing (404), not that it is forbidden (403).
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket, {
          originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
        }),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        compress: true,
        cachePolicy: this.#cachePolicy(settings),
        responseHeadersPolicy: this.#headers(settings, api, domainName),
        functionAssociations: [
          this.#atEdge('PageForPaths', PAGE_FOR_PATHS, cloudfront.FunctionEventType.VIEWER_REQUEST),
          this.#atEdge('CacheRules', CACHE_RULES, cloudfront.FunctionEventType.VIEWER_RESPONSE),
        ],
      },
      ...(settings.socketThroughEdge && {
        additionalBehaviors: {
          [`/${STAGE}`]: {
            origin: new HttpOrigin(api.host, { originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2] }),
            viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
            // The handshake's headers; not Host, by which API Gateway finds the API.
            originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          },
        },
      }),
    });
  }

  #cachePolicy({ environment }: Settings): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, 'Cache', {
      cachePolicyName: namesOf(environment),
      defaultTtl: Duration.seconds(environment.cacheSeconds),
      minTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  #headers(settings: Settings, api: Api, domainName: string | undefined): cloudfront.ResponseHeadersPolicy {
    // 'self' is this page's own wss as well. The domain is written out for browsers that hold it is not.
    const sockets = settings.socketThroughEdge ? domainName && `wss://${domainName}` : `wss://${api.host}`;
    const login =
      settings.issuer === undefined
        ? `https://${loginHostOf(this, settings)}`
        : new URL(settings.issuer).origin;
    const policy = {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'"],
      'manifest-src': ["'self'"],
      'connect-src': ["'self'", sockets, login],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': settings.embedOrigins.length > 0 ? settings.embedOrigins : ["'none'"],
    };
    return new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: namesOf(settings.environment),
      // A browser runs a module of another origin, as the widget is to its page, only where that is allowed to read it.
      ...(settings.embedOrigins.length > 0 && {
        corsBehavior: {
          accessControlAllowOrigins: [...settings.embedOrigins],
          accessControlAllowMethods: ['GET', 'HEAD'],
          accessControlAllowHeaders: ['*'],
          accessControlAllowCredentials: false,
          originOverride: true,
        },
      }),
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        // The older header can't name a page; where one may embed the chat, the policy below says which.
        ...(settings.embedOrigins.length === 0 && {
          frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        }),
        referrerPolicy: {
          referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
          override: true,
        },
        contentSecurityPolicy: {
          contentSecurityPolicy: Object.entries(policy)
            .map(([directive, sources]) =>
              [directive, ...sources.filter((source) => source !== undefined)].join(' '),
            )
            .join('; '),
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          {
            header: 'Permissions-Policy',
            value: 'camera=(), geolocation=(), microphone=(), payment=()',
            override: true,
          },
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
        ],
      },
    });
  }

  #atEdge(id: string, code: string, eventType: cloudfront.FunctionEventType): cloudfront.FunctionAssociation {
    return {
      eventType,
      function: new cloudfront.Function(this, id, {
        functionName: `${Stack.of(this).stackName}-${id}`,
        code: cloudfront.FunctionCode.fromInline(code),
        runtime: cloudfront.FunctionRuntime.JS_2_0,
      }),
    };
  }
}
