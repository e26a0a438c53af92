# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: PostgreSQL for one environment, on 127.0.0.1 alone, every login by password (SCRAM).

DATABASE_ROLES="postgres sluis_owner sluis_app sluis_worker keycloak"

database_up() {
  alive postgresql && return 0
  need_port "$PORT_DATABASE" PostgreSQL
  local role
  for role in $DATABASE_ROLES; do secret "$DIR/secrets/database-$role"; done
  [ -s "$DIR/postgresql/PG_VERSION" ] || database_init
  start postgresql "${AS_NOBODY[@]}" "$POSTGRESQL/bin/postgres" -D "$DIR/postgresql" -p "$PORT_DATABASE" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=120
  up_within 120 postgresql listening "$PORT_DATABASE"
  [ -e "$DIR/secrets/roles.made" ] || database_roles
}

database_down() { stop postgresql 20; }

# PostgreSQL refuses to run as root; in a user namespace of its own root is nobody there, and files are still ours.
database_as() { AS_NOBODY=(); [ "$(id -u)" != 0 ] || AS_NOBODY=(unshare --user); }
database_as

database_init() {
  rm -rf "$DIR/postgresql"
  "${AS_NOBODY[@]}" "$POSTGRESQL/bin/initdb" -D "$DIR/postgresql" -U postgres --pwfile="$DIR/secrets/database-postgres" \
    --auth=scram-sha-256 --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8 >"$DIR/log/initdb.log" 2>&1 ||
    fail "PostgreSQL's initdb failed" "read $DIR/log/initdb.log"
}

database_roles() {
  wait_for 60 database_accepts || true
  "$JAVA" -cp "$PARTS_LIB/*" "$ROOT/deploy/java/Roles.java" "jdbc:postgresql://127.0.0.1:$PORT_DATABASE/postgres" "$DIR/secrets" ||
    fail "the database roles could not be made" "read $DIR/log/postgresql.log"
  touch "$DIR/secrets/roles.made"
}

database_accepts() { grep -q "database system is ready to accept connections" "$DIR/log/postgresql.log"; }
