# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: what the operators of the two embedded sites sign. Both sites are this machine, and say A0: nothing is proven.

SITES="nl ee"

sites_up() {
  local site
  for site in $SITES; do
    mkdir -p "$DIR/sites/$site"
    [ -s "$DIR/sites/$site/site.json" ] ||
      "$JAVA" -XX:TieredStopAtLevel=1 "$ROOT/deploy/java/Statement.java" "$DIR/sites/$site" "$site" "eu/$site" "${site^^}" local A0
  done
}
