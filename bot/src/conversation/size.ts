const encoder = new TextEncoder();
/** How many bytes a value takes up as JSON. */
export const bytesOf = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;

/** A text, or the beginning of one that is longer than so many characters. */
export const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1)}…`;
