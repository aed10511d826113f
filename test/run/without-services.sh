#!/bin/sh
# without-services.sh FILE COMMAND…: runs COMMAND while FILE, Debian's policy-rc.d, forbids packages to start their services.
#
# A shell of its own does it, because whoever called can be ended at any time and FILE must not stay: it is taken away
# whether COMMAND succeeds, fails or is interrupted. Should this shell itself be killed, FILE forbids nothing from then on,
# and goes away the first time somebody asks it. A FILE of the administrator's is left as it is.
policy=$1
shift

# A signal is for COMMAND, which gets it as well; the shell goes on to what comes after it.
trap : HUP INT TERM

if grep -qs '^# While Adit installs' "$policy"; then sh "$policy"; fi

set -C
if cat 2>/dev/null >"$policy" <<END
#!/bin/sh
# While Adit installs what its tests need, no service is started.
kill -0 $$ 2>/dev/null && exit 101
rm -f "$policy"
END
then
  trap 'rm -f "$policy"' EXIT
  chmod 755 "$policy"
fi

"$@"
