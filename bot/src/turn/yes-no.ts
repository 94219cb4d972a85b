const YES = new Set(
  'yes|y|yep|yeah|yup|sure|ok|okay|alright|all right|please do|do it|go ahead|go for it|confirm|confirmed|approve|approved|i do|i approve|yes please|yes do it|yes go ahead|sure go ahead|ok do it|okay do it|of course|definitely|absolutely|correct|sounds good|please'.split(
    '|',
  ),
);
const NO = new Set(
  'no|n|nope|nah|no thanks|no thank you|do not|dont|don t|stop|cancel|cancel that|never mind|nevermind|forget it|leave it|decline|declined|reject|no dont|no don t|not now|please dont|please don t|rather not|better not'.split(
    '|',
  ),
);

/** Reads a typed answer to a yes-or-no question: only one that is nothing else counts. */
export function yesOrNo(text: string): boolean | undefined {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (YES.has(plain)) return true;
  if (NO.has(plain)) return false;
  return undefined;
}
