# shellcheck shell=bash disable=SC2034,SC2317
# bash, sourced: one certificate authority per environment. It signs a certificate for the gateway and one for Keycloak,
# both for localhost, and its key is then thrown away: nobody can have it sign a third.

ca_up() {
  [ -s "$DIR/ca/ca.pem" ] && return 0
  local new=$DIR/ca.new
  rm -rf "$new"
  mkdir -p "$new"
  secret "$new/password"
  ca_keytool -genkeypair -alias ca -dname "CN=Sluis local CA $(hostname)" -keyalg EC -groupname secp256r1 -validity 825 \
    -ext bc:c=ca:true,pathlen:0 -ext ku:c=keyCertSign,cRLSign -keystore "$new/ca.p12"
  ca_keytool -exportcert -rfc -alias ca -keystore "$new/ca.p12" -file "$new/ca.pem"
  ca_leaf gateway
  ca_leaf keycloak
  rm "$new/ca.p12"
  mv "$new/password" "$DIR/secrets/keystore"
  mv "$new" "$DIR/ca"
}

# Password by file, never in an argument.
ca_keytool() {
  "$JAVA_HOME/bin/keytool" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC "$@" -noprompt -storetype PKCS12 -storepass:file "$new/password" \
    2>>"$DIR/log/ca.log" >&2 || fail "keytool $1 failed" "read $DIR/log/ca.log"
}

# ca_leaf NAME: NAME.p12 with a key and the chain leaf, CA
ca_leaf() {
  local store=$new/$1.p12
  ca_keytool -genkeypair -alias tls -dname "CN=localhost,OU=$1" -keyalg EC -groupname secp256r1 -validity 397 -keystore "$store"
  ca_keytool -certreq -alias tls -keystore "$store" -file "$new/$1.csr"
  ca_keytool -gencert -alias ca -keystore "$new/ca.p12" -infile "$new/$1.csr" -outfile "$new/$1.pem" -rfc -validity 397 \
    -ext san=dns:localhost,ip:127.0.0.1 -ext ku:c=digitalSignature -ext eku=serverAuth
  cat "$new/ca.pem" >>"$new/$1.pem"
  ca_keytool -importcert -alias ca -keystore "$store" -file "$new/ca.pem"
  ca_keytool -importcert -alias tls -keystore "$store" -file "$new/$1.pem"
  rm "$new/$1.csr"
}
