import type { AwsCall } from './aws-call.ts';
import type { Answer } from './wire.ts';

/** An answer of a JSON API. */
export const json = (body: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});

/** A refusal in the form of the protocol that the service speaks. */
export function refusal(call: AwsCall, code: string, message: string, status = 400): Answer {
  if (call.service === 'sns') {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error><RequestId>0</RequestId></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body };
  }
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, Message: message }),
  };
}

/** What IAM answers to whoever may not. */
export function accessDenied(
  call: AwsCall,
  caller: string,
  action: string,
  resource: string,
  isExplicit: boolean,
): Answer {
  const because = isExplicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  const isRest = ['execute-api', 'scheduler', 'sns'].includes(call.service);
  const code = call.service === 'sns' ? 'AuthorizationError' : 'AccessDeniedException';
  return refusal(call, code, message, isRest ? 403 : 400);
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
