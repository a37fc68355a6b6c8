import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';

/**
 * Serves the API's description, OpenAPI 3.1, at /api/openapi.json. It is made when first asked for,
 * so that nobody waits for it at the start; the fields come from the DTO classes at build time.
 */
export function serveDescription(app: NestExpressApplication): void {
  let description: OpenAPIObject | undefined;
  app.use('/api/openapi.json', (_request: Request, response: Response) => {
    description ??= SwaggerModule.createDocument(app, base());
    response.json(description);
  });
}

function base(): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setTitle('Tờ Trình')
    .setDescription(
      'Commands need Idempotency-Key (a UUID), those on a case also If-Match with its revision. ' +
        'Refusals are RFC 9457 problems; queries accept minPosition.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('totrinh_session')
    .build();
}
