FROM docker.io/library/node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-fund
COPY tsconfig.json ./
COPY src ./src
RUN npm run build

FROM docker.io/library/node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-fund

FROM docker.io/library/node:24-slim AS program
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY --from=build /app/dist/bin ./dist/bin
# What V8 makes of the sources is kept for each user and for the flags of `serve`: only as the same user, and with the
# same command, does a run fill it for those to come.
RUN mkdir -p node_modules/.cache/pointsman /services && chown 1000:1000 node_modules/.cache/pointsman \
    && echo 'services: { warm: { host: warm.example.com, upstream: http://warm } }' > /services/warm.yaml
USER 1000:1000
RUN node dist/bin/main.js serve /services --listen 127.0.0.1:9790 & pid=$!; \
    timeout 60 sh -c "until node -e \"fetch('http://127.0.0.1:9790/config').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))\"; do sleep 0.2; done" \
    && kill $pid && wait $pid && chmod -R a+rX node_modules/.cache/pointsman

FROM docker.io/library/node:24-slim
LABEL org.opencontainers.image.title="Pointsman" \
      org.opencontainers.image.description="Watches a folder of short YAML service definitions and serves them to Traefik's HTTP provider." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.vendor="The Pointsman authors" \
      org.opencontainers.image.base.name="docker.io/library/node:24-slim"
ENV NODE_ENV=production \
    POINTSMAN_LISTEN=0.0.0.0:9790
WORKDIR /app
COPY --from=program /app ./
# Nothing is written at run time, and everything above belongs to root. The number, and not the name `node`, lets
# Kubernetes see that it is not root.
USER 1000:1000
EXPOSE 9790
STOPSIGNAL SIGTERM
# The port is read from POINTSMAN_LISTEN, so that changing it does not make the container unhealthy.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.POINTSMAN_LISTEN.split(':').pop() + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/bin/main.js"]
CMD ["serve", "/services"]
