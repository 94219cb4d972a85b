/** Most sockets of one customer or operator. */
export const SOCKETS_PER_PRINCIPAL = 50;
/** Most sockets from one address: people of one house or company share one. */
export const SOCKETS_PER_ADDRESS = 1_000;
/** Frames that one customer or operator may send, over all their sockets. */
export const FRAMES_PER_PRINCIPAL = { burst: 200, perSecond: 50 };
/** Frames that may come from one address. */
export const FRAMES_PER_ADDRESS = { burst: 2_000, perSecond: 500 };
