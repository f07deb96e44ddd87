# One image for all services; which one runs is said by its main class (see docker-compose.yml).
# Build the jars first: ./batuta build, then: docker build -t batuta:local .
FROM eclipse-temurin:25-jre

RUN groupadd --gid 10001 batuta \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin batuta

WORKDIR /app
COPY standalone/target/lib /app/lib

USER 10001:10001
ENV SERVER_PORT=8000
EXPOSE 8000

HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 \
  CMD curl -fs -o /dev/null "http://127.0.0.1:${SERVER_PORT}/actuator/health/readiness" || exit 1

ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/app/lib/*"]
CMD ["dev.batuta.gateway.GatewayApplication"]
