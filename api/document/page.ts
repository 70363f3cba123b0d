/** The page to read the document in: Swagger UI, whose files the build puts beside this one; no other host is asked for anything. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const PAGE_PATH = '/v1/docs';

/** As the build copies them (api/document/copy-page.ts). */
export const PAGE_FILES = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  LICENSE: 'text/plain; charset=utf-8',
} as const;

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sealflow API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#page', deepLinking: true, validatorUrl: null, persistAuthorization: false });
`;

/** Swagger UI writes styles into its elements, and shows pictures that it has with it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function addPage(app: FastifyInstance): void {
  const open = { config: { isPublic: true }, schema: { hide: true } };
  app.get(PAGE_PATH, open, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(HTML),
  );
  app.get(`${PAGE_PATH}/start.js`, open, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(START),
  );
  for (const [name, type] of Object.entries(PAGE_FILES))
    app.get(`${PAGE_PATH}/${name}`, open, (_request, reply) => {
      const content = contentOf(name);
      if (content === undefined) {
        reply.callNotFound();
        return reply;
      }
      return reply.type(type).header('cache-control', 'public, max-age=3600').send(content);
    });
}

/** Undefined where the build has not been: a development checkout. */
function contentOf(name: string): Buffer | undefined {
  try {
    return readFileSync(new URL(`page/${name}`, import.meta.url));
  } catch {
    return undefined;
  }
}
