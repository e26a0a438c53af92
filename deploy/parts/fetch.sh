# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: the parts that are not ours, unpacked once per user in SLUIS_CACHE.

SLUIS_CACHE=${SLUIS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sluis}
KEYCLOAK=$SLUIS_CACHE/keycloak-26.7.3
POSTGRESQL=$SLUIS_CACHE/postgresql-18.3.0
PARTS_LIB=$POSTGRESQL/jars

# Options that Keycloak takes when it is built; all others are in the environment's own keycloak.conf.
KEYCLOAK_BUILD="--db=postgres --health-enabled=true --features-disabled=kerberos,ciba,par,docker,impersonation"

parts_fetch() {
  mkdir -p "$SLUIS_CACHE"
  (
    flock 9
    [ -e "$POSTGRESQL/ready" ] && [ -e "$KEYCLOAK/ready" ] && exit 0
    parts_download
    [ -e "$POSTGRESQL/ready" ] || postgresql_unpack
    [ -e "$KEYCLOAK/ready" ] || keycloak_build
    rm -rf "$ROOT/deploy/parts/target"
  ) 9>"$SLUIS_CACHE/lock"
}

parts_download() {
  say "fetching PostgreSQL and Keycloak from Maven Central (once, about 200 MB)"
  "$ROOT/mvnw" -q -B -f "$ROOT/deploy/parts/pom.xml" clean package ||
    fail "PostgreSQL and Keycloak could not be fetched" "check the network or Maven's settings (mirror, proxy), then run this again"
}

postgresql_unpack() {
  rm -rf "$POSTGRESQL"
  mkdir -p "$POSTGRESQL"
  cp -r "$ROOT/deploy/parts/target/lib" "$PARTS_LIB"
  "$JAVA" -cp "$PARTS_LIB/*" "$ROOT/deploy/java/Unpack.java" "$POSTGRESQL"
  touch "$POSTGRESQL/ready"
}

keycloak_build() {
  say "building Keycloak (once, about 20 s)"
  rm -rf "$KEYCLOAK"
  mv "$ROOT"/deploy/parts/target/keycloak/keycloak-* "$KEYCLOAK"
  # shellcheck disable=SC2086
  "$KEYCLOAK/bin/kc.sh" build $KEYCLOAK_BUILD >"$KEYCLOAK/build.log" 2>&1 ||
    fail "Keycloak could not be built" "read $KEYCLOAK/build.log"
  touch "$KEYCLOAK/ready"
}
