import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Clock } from './clock.js';
import type { Delivery } from './faults/delivery.js';

/** What an answer needs to go out. */
export interface Sending {
  readonly contentType: string;
  /** Told to the client where the whole is known to be so long, so that it notices when some is missing. */
  readonly contentLength: number | undefined;
  readonly clock: Clock;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** Called before the last byte goes out: whoever has the answer shall find its place free, and it in the log. */
  onLast(): void;
}

/**
 * Sends an answer as its delivery says.
 *
 * @throws whatever `signal` is aborted with
 */
export async function sendAnswer(reply: FastifyReply, delivery: Delivery, sending: Sending): Promise<void> {
  const { writes, isCut } = delivery;
  const { contentType, contentLength, clock, signal } = sending;
  const [first] = writes;
  void reply.type(contentType);
  if (!isCut && writes.length === 1 && first?.waitMs === 0) {
    sending.onLast();
    void reply.send(first.bytes);
    return;
  }
  if (contentLength !== undefined) void reply.header('content-length', contentLength);
  const head = reply.getHeaders();
  reply.hijack();
  reply.raw.writeHead(200, head as Record<string, string>); // Fastify's own, which it hands to this same function
  for (const [index, { waitMs, bytes }] of writes.entries()) {
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    signal.throwIfAborted();
    if (index === writes.length - 1) sending.onLast();
    await written(reply.raw, bytes);
  }
  if (isCut) resetConnection(reply);
  else reply.raw.end();
}

/** Resets the connection, as a host does that has crashed. */
export function resetConnection(reply: FastifyReply): void {
  if (!reply.sent) reply.hijack();
  reply.raw.socket?.resetAndDestroy();
}

/** Resolves when the system has taken the bytes: what is reset before that is never sent. */
function written(response: ServerResponse, bytes: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
