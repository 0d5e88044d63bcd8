#!/bin/sh
# Install the Debian packages of commands that are missing, where that is allowed.
#
#   scripts/install_missing.sh COMMAND:PACKAGE ...
#
# Quick and silent when nothing is missing. As root, or with sudo that asks no password, apt-get
# installs what is; otherwise one line says what to install, and the exit code is 1.

commands=
packages=
for pair in "$@"; do
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "${pair%%:*}" >/dev/null && continue
    commands="$commands ${pair%%:*}"
    packages="$packages ${pair##*:}"
done
[ -z "$packages" ] && exit 0

refuse() {
    echo "Missing:$commands. $1, then run this again:" \
        "sudo apt-get install$packages" >&2
    exit 1
}

if ! command -v apt-get >/dev/null; then
    refuse "Install it with your system's package tool (named here as on Debian and Ubuntu)"
elif [ "$(id -u)" = 0 ]; then
    as_root=env
elif sudo -n true 2>/dev/null; then
    as_root='sudo env'
else
    refuse "Installing it takes an administrator: please install it"
fi

echo "Installing$packages (missing:$commands)"
apt() { $as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null; }

# The lists may be absent or old: refresh them only when the first try fails.
# shellcheck disable=SC2086  # several words on purpose
apt install -y --no-install-recommends $packages >/dev/null 2>&1 ||
    { apt update && apt install -y --no-install-recommends $packages >/dev/null; } ||
    refuse 'apt-get could not install it'
