import { GoneException, type ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { expect, test } from 'vitest';
import { sendFrame } from './send-frame.ts';

const failing = (error: Error) =>
  ({ send: () => Promise.reject(error) }) as unknown as ApiGatewayManagementApiClient;
const withStatus = (httpStatusCode: number) =>
  Object.assign(new Error('no'), { $metadata: { httpStatusCode } });

test.each([new GoneException({ message: 'gone', $metadata: { httpStatusCode: 410 } }), withStatus(410)])(
  'a socket that is gone is a result, whatever the error is called',
  async (error) => {
    expect(await sendFrame(failing(error), 'id', '{}')).toBe('gone');
  },
);

test.each([withStatus(429), withStatus(403), new Error('no route')])(
  'what else goes wrong is thrown',
  async (error) => {
    await expect(sendFrame(failing(error), 'id', '{}')).rejects.toBe(error);
  },
);
