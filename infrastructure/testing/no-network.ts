/** Preloaded into a process that must reach nothing: whatever opens a connection ends it. */
import { Socket } from 'node:net';

Socket.prototype.connect = () => {
  console.error('Somebody opened a connection.');
  process.exit(3);
};
