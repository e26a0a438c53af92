# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: what the operators of the two embedded sites sign. Both sites are this machine, and say A0: nothing is proven.

sites_up() {
  local site
  for site in $SITES; do
    site_statement "$site" local A0
  done
}
