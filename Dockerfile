# One image for all services; which of them runs is the command: node services/windower/src/main.ts
FROM node:24-slim AS dependencies
WORKDIR /app
# The manifests alone, so that a change in the sources installs nothing anew.
COPY package.json package-lock.json ./
COPY packages/kafka/package.json packages/kafka/
COPY packages/log/package.json packages/log/
COPY packages/runtime/package.json packages/runtime/
COPY packages/tables/package.json packages/tables/
COPY packages/windowing/package.json packages/windowing/
COPY packages/wire/package.json packages/wire/
COPY services/dashboard/package.json services/dashboard/
COPY services/ingestor/package.json services/ingestor/
COPY services/simulator/package.json services/simulator/
COPY services/topics/package.json services/topics/
COPY services/windower/package.json services/windower/
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
    -w @market/dashboard -w @market/ingestor -w @market/simulator -w @market/topics -w @market/windower

FROM node:24-slim
ARG VERSION=dev
ARG REVISION=unknown
ARG SOURCE=
LABEL org.opencontainers.image.title="market-features" \
      org.opencontainers.image.description="Live market data turned into features on a log" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/node:24-slim" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
# Loopback, the default, would keep probes and Prometheus out.
ENV NODE_ENV=production HTTP_HOST=0.0.0.0
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY proto proto
COPY packages packages
COPY services services
USER node
# Whichever service it is: HTTP_PORT if that is set, else its default.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "Promise.any([process.env.HTTP_PORT || [9464, 9465, 9466]].flat().map(async port => { if (!(await fetch(`http://127.0.0.1:${port}/readyz`)).ok) throw 0; })).then(() => process.exit(0), () => process.exit(1))"]
# The command is the process itself, so that SIGTERM reaches it: the base's entry point would be in between.
ENTRYPOINT []
CMD ["node", "-e", "console.error('say which service: node services/{topics,ingestor,windower,dashboard,simulator}/src/main.ts'); process.exit(2)"]
