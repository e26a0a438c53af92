# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: the two embedded sites. Both are this machine, under this user, and say A0: nothing is proven.

sites_up() {
  local site
  rm -rf "$DIR/runner"
  runner_tree "$DIR/runner"
  for site in $SITES; do
    site_statement "$site" local A0
    site_properties "$site" "$DIR/ca/ca.pem" >"$DIR/sites/$site/site.properties.new"
    mv "$DIR/sites/$site/site.properties.new" "$DIR/sites/$site/site.properties"
  done
}

# Attempts outlive the gateway, but not their environment.
sites_down() {
  local attempt
  for attempt in "$DIR"/sites/*/attempts/*; do
    [ ! -e "$attempt/pid" ] || [ -e "$attempt/exit" ] || touch "$attempt/cancel"
  done
  for attempt in "$DIR"/sites/*/attempts/*; do
    attempt_over() { [ ! -e "$attempt/pid" ] || [ -e "$attempt/exit" ] || [ ! -e "/proc/$(cut -d' ' -f1 "$attempt/pid")" ]; }
    wait_for 10 attempt_over || say "attempt $attempt does not end" >&2
  done
}

# The gateway's settings for the clusters of these sites.
clusters() {
  if [ "$CLUSTER" = slurm ]; then
    "$ROOT/deploy/slurm" clusters "$DIR"
    return
  fi
  local site
  for site in $SITES; do
    say "sluis.clusters.$site.kind=local"
    say "sluis.clusters.$site.directory=$DIR/sites/$site"
    say "sluis.clusters.$site.supervisor=$DIR/runner/sluis-supervisor"
  done
}
