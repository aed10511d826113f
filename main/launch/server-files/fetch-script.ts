/** Exit statuses of the script; ssh's own is 255. */
export const fetchStatus = {
  /** There is nothing, or nothing that this login may read. */
  nothing: 3,
  /** What could be read was sent, and something is for root alone. */
  partly: 4,
  /** Nothing could be read, and something is for root alone. */
  forbidden: 5,
} as const;

/**
 * What a server's shell is told: to send stunnel's configurations and their certificates as a tar. Of each file only what is
 * no secret leaves the server: of a configuration the text without private keys, of anything else its certificates.
 * Lists of pre-shared keys and PKCS #12 are neither. It changes nothing there, and removes the folder that it gathers in.
 * What the login may not read is read with sudo where sudo asks nothing.
 */
export const fetchScript = `set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
gathered=$work/files
mkdir "$gathered" || exit 1
as=
if [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; then as='sudo -n'; fi
is() { test "$1" "$2" || { [ -n "$as" ] && $as test "$1" "$2"; }; }
show() { if [ -r "$1" ]; then cat "$1"; else $as cat "$1"; fi; }
list() {
  if [ -r "$1" ] && { [ ! -d "$1" ] || [ -x "$1" ]; }; then find -H "$1" \\( -type f -o -type l \\)
  else $as find -H "$1" \\( -type f -o -type l \\)
  fi 2>/dev/null | head -n 200
}
forbidden() {
  ! grep -qxF -e "$1" "$work/forbidden" 2>/dev/null || return 0
  echo "Not allowed to read $1" >&2
  echo "$1" >> "$work/forbidden"
}
text() { show "$1" | sed -e '/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/,/-----END [A-Z0-9 ]*PRIVATE KEY-----/d'; }
certificates() { show "$1" | sed -n -e '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p'; }
take() {
  is -f "$1" || return 0
  is -r "$1" || { forbidden "$1"; return 0; }
  [ "$(show "$1" | wc -c)" -le 524288 ] || return 0
  [ ! -e "$gathered$1" ] || return 0
  mkdir -p "$gathered$(dirname "$1")"
  if show "$1" | grep -q -i -E '^[[:space:]]*(accept|connect)[[:space:]]*='; then text "$1" > "$gathered$1"
  elif show "$1" | grep -q -e '-----BEGIN CERTIFICATE-----'; then certificates "$1" > "$gathered$1"
  fi
}
for place in /etc/stunnel /etc/stunnel4 /usr/local/etc/stunnel /opt/homebrew/etc/stunnel /opt/local/etc/stunnel /usr/pkg/etc/stunnel /etc/stunnel.conf; do
  is -e "$place" || continue
  is -r "$place" || { forbidden "$place"; continue; }
  list "$place" | while IFS= read -r file; do take "$file"; done
done
find "$gathered" -type f -exec sed -n -e 's/^[[:space:]]*\\(cert\\|CAfile\\)[[:space:]]*=[[:space:]]*\\(\\/.*[^[:space:]]\\)[[:space:]]*$/\\2/p' {} + |
  while IFS= read -r file; do take "$file"; done
if [ -z "$(find "$gathered" -type f)" ]; then
  [ ! -e "$work/forbidden" ] || exit ${fetchStatus.forbidden}
  echo "No configuration of stunnel was found in the usual places." >&2
  exit ${fetchStatus.nothing}
fi
tar -C "$gathered" -cf - .
[ ! -e "$work/forbidden" ] || exit ${fetchStatus.partly}
`;
