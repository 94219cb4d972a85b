import type { NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What most items have in common: a deflated item of some hundred bytes has no repetitions of its own to save. What was
 * packed with it can't be read without it: it is never changed, and another one gets another mark.
 */
const DICTIONARY = Buffer.from(
  [
    '"outcome":{"status":"done","result":{"devices":[{"id":"","name":"","type":"speaker","room":"","state":{"on":true,"volume":',
    ',"music":null}}],"missed":[]}},"status":"denied","reason":"","requiredLevel":"premium","alternatives":["device_',
    '"attempt":"","customerId":"","action":"device_power","way":"chat","input":{"devices":[""],"state":"off"},"inputHash":"',
    '","level":"basic","decision":"allowed","serviceVersion":"","promptVersion":"","model":"anthropic/claude-sonnet-',
    '"step":{"messageId":"","index":0,"content":[{"type":"tool-call","toolCallId":"","toolName":"","input":"{\\"',
    '"}],"finishReason":{"unified":"tool-calls","raw":"tool_use"},"usage":{"inputTokens":{"total":,"noCache":,"cacheRead":0,',
    '"cacheWrite":0},"outputTokens":{"total":,"text":,"reasoning":0}},"finishReason":{"unified":"stop","raw":"end_turn"}',
    '"frames":[{"type":"message","message":{"id":"m_","role":"user","metadata":{"author":"customer","name":"","createdAt":"202',
    '","requestId":""},"parts":[{"type":"text","text":""}]}},{"type":"conversation"},{"type":"chunk","messageId":"","chunk":{',
    '"type":"start","messageId":"","messageMetadata":{"author":"bot","name":"","createdAt":"","replyTo":["m_"]}}},',
    '"chunk":{"type":"start-step"}},{"type":"text-start","id":"0"},{"type":"text-delta","id":"0","delta":"The ',
    '"},{"type":"text-end","id":"0"},{"type":"tool-input-available","toolCallId":"","toolName":"device_power","input":{',
    '"type":"tool-output-available","toolCallId":"","output":{"status":"done","result":{"type":"finish-step"}},{"type":"finish"}',
    '"id":"","role":"assistant","metadata":{"author":"bot","parts":[{"type":"step-start"},{"type":"tool-device_power",',
    '"toolCallId":"","state":"output-available","input":{},"output":{}},{"type":"text","text":"","state":"done"}]',
    '"at":"2026-01-01T00:00:00.000Z","state":{"customerId":"","title":"","status":"waiting","priority":"standard",',
    '"createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z","waitingSince":"202","unanswered":["m_"],',
    '"status":"bot","reply":{"messageId":"","from":1,"since":1,"writes":0,"cancelled":false,"origin":{"kind":"messages","replyTo":["m_"]}}}',
  ].join(''),
);

/** Says how what follows was packed. */
const MARK = 1;

/**
 * JSON as few bytes: a write costs a unit for each 1,024 of them, a read for each 4,096. It also holds what a key-value
 * store would not, such as half a surrogate pair.
 */
export const pack = (value: unknown): Uint8Array => packText(JSON.stringify(value));

/**
 * Reads what {@link pack} made.
 *
 * @throws if it was packed in a way that this version does not know.
 */
export const unpack = (packed: NativeAttributeValue): unknown => JSON.parse(unpackText(packed));

/** @param beside text that the reader will have too, and that much of this one repeats. */
export function packText(text: string, beside = ''): Uint8Array {
  return Buffer.concat([Buffer.of(MARK), deflateRawSync(text, { dictionary: dictionary(beside) })]);
}

export function unpackText(packed: NativeAttributeValue, beside = ''): string {
  if (!(packed instanceof Uint8Array) || packed[0] !== MARK)
    throw new Error('An item is packed in a way that this version does not know.');
  return inflateRawSync(packed.subarray(1), { dictionary: dictionary(beside) }).toString();
}

const dictionary = (beside: string): Buffer =>
  beside === '' ? DICTIONARY : Buffer.concat([DICTIONARY, Buffer.from(beside)]);
