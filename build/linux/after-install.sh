#!/bin/sh
# Runs as root when the files of the package are in place. electron-builder fills in the names in ${}.
home='/opt/${sanitizedProductName}'

ln -sfn "$home/resources/bin/adit" /usr/bin/adit

# Manual page and completions. A folder that no program has made is nobody's to look in.
place() {
  if [ -d "$2" ]; then ln -sfn "$home/resources/share/$1" "$2/$3"; fi
}
mkdir -p /usr/share/man/man1
place adit.1 /usr/share/man/man1 adit.1
place adit.bash /usr/share/bash-completion/completions adit
place adit.zsh /usr/share/zsh/vendor-completions _adit
place adit.zsh /usr/share/zsh/site-functions _adit
place adit.fish /usr/share/fish/vendor_completions.d adit.fish

# Chromium's sandbox: by user namespaces where the kernel has them, else by a helper with root's rights.
if unshare --user true 2>/dev/null; then
  chmod 0755 "$home/chrome-sandbox"
else
  chmod 4755 "$home/chrome-sandbox"
fi

# Ubuntu 23.10 and later let only programs with an AppArmor profile make user namespaces. Older versions do not
# understand the profile, and need none.
profile="$home/resources/apparmor-profile"
if command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load "$profile" >/dev/null 2>&1; then
  install -m 0644 "$profile" '/etc/apparmor.d/${executable}'
  # In an image that is being made there is no kernel to tell.
  if aa-enabled --quiet 2>/dev/null; then
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
  fi
fi

if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
