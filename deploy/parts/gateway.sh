# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: our own gateway for one environment.

GATEWAY_JAR=$ROOT/src/gateway/target/quarkus-app/quarkus-run.jar

gateway_up() {
  alive gateway && return 0
  [ -s "$GATEWAY_JAR" ] || fail "the gateway is not built" "run: ./mvnw -B -DskipTests package"
  need_port "$PORT_GATEWAY" "the gateway"
  gateway_configure
  start gateway "$JAVA" -Xms64m -Xmx512m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError "-Djava.io.tmpdir=$DIR/tmp" \
    "-Dquarkus.config.locations=$DIR/gateway/application.properties" -jar "$GATEWAY_JAR"
  await gateway 180 "https://localhost:$PORT_GATEWAY/q/health/ready" >/dev/null
  [ -s "$DIR/custodian.pub" ] || custodian_key
}

gateway_down() { stop gateway 20; }

gateway_configure() {
  local FILL_PORT=$PORT_GATEWAY FILL_KEYSTORE=$DIR/ca/gateway.p12 FILL_CA=$DIR/ca/ca.pem FILL_DIRECTORY=$DIR
  local FILL_ISSUER=https://localhost:$PORT_KEYCLOAK/realms/sluis FILL_DATABASE_URL=jdbc:postgresql://127.0.0.1:$PORT_DATABASE/sluis
  local FILL_KEYSTORE_PASSWORD FILL_OPERATOR_ID FILL_APP_PASSWORD FILL_WORKER_PASSWORD FILL_OWNER_PASSWORD FILL_CLUSTERS
  FILL_KEYSTORE_PASSWORD=$(<"$DIR/secrets/keystore")
  FILL_OPERATOR_ID=$(<"$DIR/secrets/operator-id")
  FILL_APP_PASSWORD=$(<"$DIR/secrets/database-sluis_app")
  FILL_WORKER_PASSWORD=$(<"$DIR/secrets/database-sluis_worker")
  FILL_OWNER_PASSWORD=$(<"$DIR/secrets/database-sluis_owner")
  FILL_CLUSTERS=$(clusters)
  mkdir -p "$DIR/gateway" "$DIR/store" "$DIR/keystore"
  fill "$ROOT/deploy/gateway/application.properties.template" >"$DIR/gateway/application.properties"
}

# The custodian's public key, which sites pin: the operator's enrolment names it.
custodian_key() {
  await gateway 30 "https://localhost:$PORT_GATEWAY/v1/enrolments/operator" | sed -n 's/.*"custodian":"\([^"]*\)".*/\1/p' >"$DIR/custodian.pub.new"
  [ -s "$DIR/custodian.pub.new" ] || fail "the gateway's enrolment names no custodian" "this is a flaw of the gateway: report it"
  mv "$DIR/custodian.pub.new" "$DIR/custodian.pub"
}
