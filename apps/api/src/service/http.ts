import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import sirv from 'sirv';

import { ApiModule, type ApiParts } from '../api.module.js';
import type { ServiceConfig } from '../config.js';
import { nowhere } from '../edge/nowhere.js';
import { ownHostOnly } from '../edge/own-host.js';
import { textOnly } from '../edge/text-only.js';
import { notListening } from './not-listening.js';
import { serveDescription } from './openapi.js';
import { limitRequestTime } from './time-limits.js';

const BODY_MAX = '100kb';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the API under /api/v1, health, and the web client for every other address. Throws
 * `UnusableSetting` for a place where nobody may listen, or somebody does already.
 */
export async function listen(
  parts: ApiParts,
  { host, port, webDir }: Pick<ServiceConfig, 'host' | 'port' | 'webDir'>,
): Promise<Listening> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(parts), {
    logger: ['error', 'warn'],
    bodyParser: false,
  });
  app.disable('x-powered-by');
  app.use(securityHeaders());
  if (parts.demonstration.isTrial) app.use(ownHostOnly);
  app.useBodyParser('json', { limit: BODY_MAX });
  app.use(textOnly);
  if (webDir !== null) app.use(webClient(webDir));
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  serveDescription(app);
  await app.init();
  app.use(nowhere); // behind every route
  const server = app.getHttpServer();
  limitRequestTime(server);
  // Not through Nest, which would print the error before it is thrown.
  await once(server.listen(port, host), 'listening').catch((error: unknown) => {
    throw notListening(error, host, port);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async () => {
      server.closeAllConnections(); // live streams never end by themselves
      await app.close();
    },
  };
}

/** The page loads nothing from elsewhere and nothing inline. */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: false, // a matter for whoever puts TLS in front
  });
}

const YEAR_S = 31_536_000;

/** Built files bear their content's hash in their name; the page that names them does not. */
function cacheHeaders(response: ServerResponse, path: string): void {
  const value = path.startsWith('/assets/') ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';
  response.setHeader('Cache-Control', value);
}

/** Files of the web client, to be read; an address of the API or of health is none of them. */
function webClient(dir: string) {
  const files = sirv(dir, { single: true, gzip: true, brotli: true, setHeaders: cacheHeaders });
  return (request: Request, response: Response, next: NextFunction) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || /^\/(api|health|metrics)(\/|$)/.test(request.path)) next();
    else files(request, response, next);
  };
}
