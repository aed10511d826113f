#!/bin/sh
# Runs as root: Debian calls it with why it runs, rpm with how many versions are left. An update keeps everything.
case ${1-} in
  upgrade | 1) exit 0 ;;
esac

for link in /usr/bin/adit /usr/share/man/man1/adit.1 /usr/share/bash-completion/completions/adit \
  /usr/share/zsh/vendor-completions/_adit /usr/share/zsh/site-functions/_adit \
  /usr/share/fish/vendor_completions.d/adit.fish; do
  if [ -L "$link" ] && [ ! -e "$link" ]; then rm -f "$link"; fi
done

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if command -v apparmor_parser >/dev/null; then apparmor_parser --remove "$profile" 2>/dev/null || true; fi
  rm -f "$profile"
fi
