/** Stands in each audit record: change it with the prompt's wording. */
export const PROMPT_VERSION = '3';
