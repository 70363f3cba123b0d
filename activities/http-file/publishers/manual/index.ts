/** Where the subscriber puts the file on the web server by hand: nothing for us to do, nothing of ours to remove. */
import type { FilePublisher } from '../../file-publisher.js';

export function createManualFilePublisher(): FilePublisher {
  return {
    name: 'manual',
    publishes: false,
    publish: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    tryAccess: () => Promise.resolve(),
  };
}
