# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced by the programs in deploy/: sentences, phases, ports, secrets and processes of one environment.
#
# An environment is a directory (DIR, mode 0700) that holds everything its parts write. A process that we started has
# DIR/run/NAME.pid = "PID START BOOT"; the file is believed only if that very process still lives (same start time,
# same boot), so a stale one never stops a stranger.

set -euo pipefail
umask 077
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# --- what people read ------------------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }

# fail WHAT-IS-WRONG WHAT-TO-DO
fail() {
  printf '%s: error: %s\n' "${PROGRAM:-sluis}" "$1" >&2
  [ $# -lt 2 ] || printf '%s: hint: %s\n' "${PROGRAM:-sluis}" "$2" >&2
  exit 1
}

# phase NAME COMMAND…: runs it in this shell and prints its seconds
phase() {
  local name=$1 from=${EPOCHREALTIME/./}
  shift
  say "== $name"
  "$@"
  local ms=$(((${EPOCHREALTIME/./} - from) / 1000))
  printf '== %s: %d.%d s\n' "$name" $((ms / 1000)) $((ms % 1000 / 100))
}

# --- what the machine must have --------------------------------------------------------------------------------------

need_jdk() {
  # shellcheck source=/dev/null
  . "$ROOT/.mvn/jdk.sh"
  JAVA=$JAVA_HOME/bin/java
}

# need_space DIR: at least 2 GB
need_space() {
  local free
  mkdir -p "$1"
  free=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge 2097152 ] ||
    fail "only $((free / 1024)) MB are free where $1 lies; 2 GB are needed" "make room there, or use a checkout on another disk"
}

need_user_namespaces() {
  unshare --user --map-root-user --mount --pid --fork true 2>/dev/null ||
    fail "this kernel does not let $(id -un) make a user namespace, without which no job is sandboxed" \
      "as root: sysctl user.max_user_namespaces=10000, kernel.unprivileged_userns_clone=1 (Debian) or kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu)"
}

# The ports of an environment, which keeps those that it was made with.
set_ports() {
  [ ! -s "$DIR/ports" ] || [ -n "${SLUIS_PORT_BASE:-}" ] || SLUIS_PORT_BASE=$(<"$DIR/ports")
  SLUIS_PORT_BASE=${SLUIS_PORT_BASE:-8000}
  PORT_GATEWAY=$((SLUIS_PORT_BASE + 443)) PORT_KEYCLOAK=$((SLUIS_PORT_BASE + 543))
  PORT_MANAGEMENT=$((SLUIS_PORT_BASE + 544)) PORT_DATABASE=$((SLUIS_PORT_BASE + 432))
}

# need_port PORT WHAT: nothing listens there yet
need_port() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null ||
    fail "port $1, meant for $2, is taken" "stop what listens there, or set SLUIS_PORT_BASE (now $SLUIS_PORT_BASE) to another number"
}

# --- files that only the user can read -------------------------------------------------------------------------------

# secret FILE: 192 random bits in base64url, made once
secret() {
  [ -s "$1" ] || { head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$1.new" && mv "$1.new" "$1"; }
}

# uuid FILE: a random UUID, made once
uuid() { [ -s "$1" ] || cat /proc/sys/kernel/random/uuid >"$1"; }

# fill TEMPLATE: copies it to standard output with each ${NAME} that is a variable here replaced
# (the shell does it: no secret in an argument or an environment)
fill() {
  local text name
  text=$(<"$1")
  while [[ $text =~ \$\{(FILL_[A-Z_]+)\} ]]; do
    name=${BASH_REMATCH[1]}
    [ -n "${!name-}" ] || fail "$1 needs $name, which is not set" "this is a flaw of the launcher: report it"
    text=${text//"\${$name}"/"${!name}"}
  done
  printf '%s\n' "$text"
}

# --- processes -------------------------------------------------------------------------------------------------------

milliseconds() { echo $((${EPOCHREALTIME/./} / 1000)); }

# wait_for SECONDS COMMAND…
wait_for() {
  local until=$(($(milliseconds) + $1 * 1000))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$(milliseconds)" -lt "$until" ] || return 1
    sleep 0.1
  done
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# identity PID: what tells this process from a later one with the same number
identity() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # shellcheck disable=SC2086
  set -- $1 ${stat##*) }
  [ "$2" != Z ] && echo "$1 ${21} $(cat /proc/sys/kernel/random/boot_id)"
}

# alive NAME: the process that we started under this name still runs
alive() {
  local file=$DIR/run/$1.pid
  [ -s "$file" ] && [ "$(identity "$(cut -d' ' -f1 "$file")")" = "$(cat "$file")" ]
}

# start NAME COMMAND…: in its own session, standard output and error to DIR/log/NAME.log (the one before: NAME.log.1)
start() {
  local name=$1
  shift
  mkdir -p "$DIR/run" "$DIR/log"
  [ ! -s "$DIR/log/$name.log" ] || mv "$DIR/log/$name.log" "$DIR/log/$name.log.1"
  setsid "$@" </dev/null >"$DIR/log/$name.log" 2>&1 &
  disown # its end is for status and log, not for this shell to remark on
  identity $! >"$DIR/run/$name.pid" || fail "$name did not start" "read $DIR/log/$name.log"
}

# up_within SECONDS NAME COMMAND…: waits until COMMAND holds, and gives up at once if NAME has died
up_within() {
  local seconds=$1 name=$2
  shift 2
  dead_or() { ! alive "$name" || "$@"; }
  if ! wait_for "$seconds" dead_or "$@" || ! alive "$name"; then not_up "$name" "$seconds"; fi
}

# await NAME SECONDS URL: waits until URL answers 200 under our CA and prints the answer; gives up at once if NAME has died
await() {
  local pid
  pid=$(cut -d' ' -f1 "$DIR/run/$1.pid")
  "$JAVA" -XX:TieredStopAtLevel=1 "$ROOT/deploy/java/Await.java" "$DIR/ca/ca.pem" "$3" "$pid" "$2" || not_up "$1" "$2"
}

not_up() {
  tail -n 15 "$DIR/log/$1.log" >&2 || true
  stop "$1" 5
  fail "$1 did not come up (it was given $2 s)" "the lines above are the end of $DIR/log/$1.log"
}

# stop NAME SECONDS: SIGTERM, then SIGKILL to its whole session
stop() {
  local name=$1 seconds=$2 pid
  if alive "$name"; then
    pid=$(cut -d' ' -f1 "$DIR/run/$name.pid")
    kill "$pid" 2>/dev/null || true
    gone() { ! alive "$name"; }
    wait_for "$seconds" gone || kill -KILL -- "-$pid" 2>/dev/null || true
  fi
  rm -f "$DIR/run/$name.pid"
}

# --- sites -----------------------------------------------------------------------------------------------------------

SITES="nl ee"

# site_statement SITE CLUSTER EVIDENCE [NODE…]: the keys of the site and its nodes in DIR/sites/SITE/keys, and in
# DIR/sites/SITE/site.json the statement that the site's operator signs and the gateway's operator registers
site_statement() {
  local site=$1 cluster=$2 evidence=$3 here=$DIR/sites/$1
  shift 3
  [ ! -s "$here/site.json" ] || return 0
  mkdir -p "$here/keys"
  "$JAVA" -XX:TieredStopAtLevel=1 "$ROOT/deploy/java/Statement.java" "$here/keys" "$site" "eu/$site" "${site^^}" "$cluster" "$evidence" "$@"
  mv "$here/keys/site.json" "$here/site.json"
}

# site_properties SITE CA: the runner's trust anchors, as src/docs/runner.md says
site_properties() {
  say "gateway=https://localhost:$PORT_GATEWAY"
  say "ca=$2"
  say "custodian=$(<"$DIR/custodian.pub")"
  say "site=$1"
  say "java.home=$JAVA_HOME"
}

# runner_tree DIRECTORY: the runner and the node helper as they are installed: scripts, and jars in lib/
runner_tree() {
  local built=$ROOT/src/runner/target/install
  [ -e "$built/sluis-runner" ] || fail "the runner is not built" "run: ./mvnw -B -DskipTests package"
  mkdir -p "$1"
  cp -r "$built/." "$1/"
  chmod -R u=rwX,go=rX "$1"
  chmod 755 "$1"/sluis-* "$1/sandbox.sh"
}
