/**
 * Publishing to the responder beside the workers (server.ts): it serves whatever stands in our own records as published, so
 * the note that comes before every publication is the publication, and forgetting it is the removal.
 */
import type { FilePublisher } from '../../file-publisher.js';

export function createResponderFilePublisher(): FilePublisher {
  return {
    name: 'responder',
    publishes: true,
    publish: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    tryAccess: () => Promise.resolve(),
  };
}
