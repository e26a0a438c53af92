# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: a real Keycloak for one environment, its program shared from the cache, its state in DIR and PostgreSQL.

keycloak_up() {
  alive keycloak && return 0
  need_port "$PORT_KEYCLOAK" Keycloak
  need_port "$PORT_MANAGEMENT" "Keycloak's management"
  secret "$DIR/secrets/operator"
  uuid "$DIR/secrets/operator-id"
  keycloak_configure
  JAVA_HOME=$JAVA_HOME JAVA_OPTS_KC_HEAP="-Xms64m -Xmx384m" \
    start keycloak "$KEYCLOAK/bin/kc.sh" "-Dkc.home.dir=$DIR/keycloak" "-Djboss.server.config.dir=$DIR/keycloak/conf" \
    "-Djava.io.tmpdir=$DIR/tmp" \
    start --optimized --import-realm
  await keycloak 300 "https://localhost:$PORT_MANAGEMENT/health/ready" >/dev/null
  rm -rf "$DIR/keycloak/data/import"
}

keycloak_down() { stop keycloak 15; }

# The realm file holds the operator's first password, so it is removed once it was imported. Keycloak would take an
# unfilled placeholder for the password itself: fill refuses that.
keycloak_configure() {
  local home=$DIR/keycloak FILL_DATABASE_PORT=$PORT_DATABASE FILL_PORT=$PORT_KEYCLOAK FILL_MANAGEMENT_PORT=$PORT_MANAGEMENT
  local FILL_KEYSTORE=$DIR/ca/keycloak.p12 FILL_KEYSTORE_PASSWORD FILL_DATABASE_PASSWORD FILL_OPERATOR_PASSWORD FILL_OPERATOR_ID
  FILL_KEYSTORE_PASSWORD=$(<"$DIR/secrets/keystore")
  FILL_DATABASE_PASSWORD=$(<"$DIR/secrets/database-keycloak")
  FILL_OPERATOR_PASSWORD=$(<"$DIR/secrets/operator")
  FILL_OPERATOR_ID=$(<"$DIR/secrets/operator-id")
  mkdir -p "$home/conf" "$home/data/import" "$home/providers"
  ln -sfn "$KEYCLOAK/lib" "$home/lib"
  fill "$ROOT/deploy/keycloak/keycloak.conf.template" >"$home/conf/keycloak.conf"
  fill "$ROOT/deploy/keycloak/realm.json" >"$home/data/import/sluis-realm.json"
}
