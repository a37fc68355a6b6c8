import type { Server } from 'node:http';

const REQUEST_TIMEOUT_MS = 15_000;

/** Hangs up on whoever sends a request too slowly, head or body. */
export function limitRequestTime(server: Server, ms = REQUEST_TIMEOUT_MS): void {
  server.requestTimeout = ms;
  // Node gives the whole request the longer of the two, and the head has a minute by default.
  server.headersTimeout = ms;
}
