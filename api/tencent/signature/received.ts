/** A request of the server's as the wire reads it. */
import type { FastifyRequest } from 'fastify';
import { receivedFrom, type Received } from '../../../domain/tencent/wire/signature/received.js';

const EMPTY = Buffer.alloc(0);

export function receivedBy(request: FastifyRequest): Received {
  return receivedFrom(request.raw, Buffer.isBuffer(request.body) ? request.body : EMPTY);
}
