# Voice for OpenSimulator in a container: docker build -t opensim-voice .   (compose.yaml starts it with a TURN server)
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
# The image has its own Node 24: none is brought along.
RUN npm ci && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/node-linux-*

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
# Ports 80 and 443 without root, for the certificate: Docker lets no plain user listen there on the host's network.
RUN apt-get update && apt-get install -y --no-install-recommends libcap2-bin \
  && setcap cap_net_bind_service=+ep "$(command -v node)" \
  && apt-get purge -y --auto-remove libcap2-bin && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY --from=build /build/packaging/node-version.mjs ./packaging/
RUN install -d -m 0700 -o node -g node /data
USER node
VOLUME /data
EXPOSE 8443/tcp 40000/udp
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8443) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["start"]
