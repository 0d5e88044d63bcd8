#!/bin/sh
# Install what is missing of the system's packages, where that is allowed.
#
#   scripts/install_missing.sh COMMAND:PACKAGE ... PACKAGE ...
#
# A command is looked for on PATH, a package without one asked of dpkg. Quick and silent when
# nothing is missing. As root, or with sudo that asks no password, apt-get installs what is;
# otherwise one line says what to install, and the exit code is 1.

packages=
for wanted in "$@"; do
    case $wanted in
        *:*) PATH="$PATH:/usr/sbin" command -v "${wanted%%:*}" >/dev/null && continue ;;
        *) dpkg -s "$wanted" >/dev/null 2>&1 && continue ;;
    esac
    packages="$packages ${wanted##*:}"
done
[ -z "$packages" ] && exit 0

refuse() {
    echo "Missing on this machine:$packages. $1 (on Debian or Ubuntu:" \
        "sudo apt-get install$packages), then run this again." >&2
    exit 1
}

if ! command -v apt-get >/dev/null; then
    refuse "Install it with the system's package tool"
elif [ "$(id -u)" = 0 ]; then
    as_root='env'
elif sudo -n true 2>/dev/null; then
    as_root='sudo env'
else
    refuse "Only an administrator can install it"
fi

apt() { $as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null; }
install() { apt install -y --no-install-recommends $packages; }

# The lists may be absent or old: they are refreshed only when the first try fails.
echo "Installing$packages"
install >/dev/null 2>&1 || { apt update && install >/dev/null; } || refuse 'apt-get failed'
