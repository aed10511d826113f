/**
 * What a server's shell is told: to send stunnel's configurations and their certificates as a tar. Of each file only what is
 * no secret leaves the server: of a configuration the text without private keys, of anything else its certificates.
 * Lists of pre-shared keys and PKCS #12 are neither. It changes nothing there, and removes the folder that it gathers in.
 */
export const fetchScript = `set -u
gathered=$(mktemp -d) || exit 1
trap 'rm -rf "$gathered"' EXIT
trap 'exit 1' HUP INT TERM
text() { sed -e '/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/,/-----END [A-Z0-9 ]*PRIVATE KEY-----/d' "$1"; }
certificates() { sed -n -e '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' "$1"; }
take() {
  [ -f "$1" ] || return 0
  if [ ! -r "$1" ]; then echo "Not allowed to read $1" >&2; return 0; fi
  [ "$(wc -c < "$1")" -le 524288 ] || return 0
  [ ! -e "$gathered$1" ] || return 0
  mkdir -p "$gathered$(dirname "$1")"
  if grep -q -i -E '^[[:space:]]*(accept|connect)[[:space:]]*=' "$1"; then text "$1" > "$gathered$1"
  elif grep -q -e '-----BEGIN CERTIFICATE-----' "$1"; then certificates "$1" > "$gathered$1"
  fi
}
for place in /etc/stunnel /etc/stunnel4 /usr/local/etc/stunnel /opt/homebrew/etc/stunnel /opt/local/etc/stunnel /usr/pkg/etc/stunnel /etc/stunnel.conf; do
  [ -e "$place" ] || continue
  [ -r "$place" ] || { echo "Not allowed to read $place" >&2; continue; }
  find -H "$place" \\( -type f -o -type l \\) 2>/dev/null | head -n 200 | while IFS= read -r file; do take "$file"; done
done
find "$gathered" -type f -exec sed -n -e 's/^[[:space:]]*\\(cert\\|CAfile\\)[[:space:]]*=[[:space:]]*\\(\\/.*[^[:space:]]\\)[[:space:]]*$/\\2/p' {} + |
  while IFS= read -r file; do take "$file"; done
if [ -z "$(find "$gathered" -type f)" ]; then
  echo "No configuration of stunnel was found in the usual places, or none may be read." >&2
  exit 3
fi
tar -C "$gathered" -cf - .
`;
