#!/bin/sh
# Runs as root: Debian calls it with why it runs, rpm with how many versions are left. An update keeps everything.
case ${1-} in
  upgrade | 1) exit 0 ;;
esac

if [ -L /usr/bin/adit ] && [ ! -e /usr/bin/adit ]; then rm -f /usr/bin/adit; fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if command -v apparmor_parser >/dev/null; then apparmor_parser --remove "$profile" 2>/dev/null || true; fi
  rm -f "$profile"
fi
