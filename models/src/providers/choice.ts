/** A model that is reached over the network, and what is needed to reach it. */
export type RemoteChoice =
  | {
      readonly provider: 'anthropic';
      readonly modelId: string;
      readonly apiKey: string;
      readonly baseUrl: string | undefined;
    }
  | {
      readonly provider: 'bedrock';
      readonly modelId: string;
      readonly region: string;
      readonly access: BedrockAccess;
      readonly baseUrl: string | undefined;
    }
  | {
      readonly provider: 'openai-compatible';
      readonly modelId: string;
      readonly baseUrl: string;
      /** Servers on the own machine often want none. */
      readonly apiKey: string | undefined;
    };

/** How requests to Bedrock are signed: by a bearer token, or by AWS keys. */
export type BedrockAccess =
  | { readonly bearerToken: string }
  | {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string | undefined;
    };

/** One entry of `MODEL`. */
export type ModelChoice = { readonly provider: 'builtin' } | RemoteChoice;
