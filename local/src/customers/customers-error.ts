/** What was asked for can't be done. The message says why and what to do. */
export class CustomersError extends Error {}
