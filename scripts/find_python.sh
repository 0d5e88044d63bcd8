#!/bin/sh
# Print the first Python on PATH that can run CHAT APP: 3.11 or newer, with tkinter and venv.
#
# A machine may have several, and only one of them built with tkinter, so every folder of PATH is
# looked through. `PYTHON=/path/to/python make run` overrides the search.

probe='
import sys
import tkinter, venv
try:
    import ensurepip
except ImportError:
    import pip
sys.exit(sys.version_info < (3, 11) or print(sys.executable))
'

if [ -n "$PYTHON" ]; then
    "$PYTHON" -c "$probe" 2>/dev/null && exit 0
    echo "PYTHON=$PYTHON is not a Python 3.11 or newer with tkinter and venv: name another one." >&2
    exit 1
fi

IFS=:
for folder in $PATH; do
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        [ -x "$folder/$name" ] && "$folder/$name" -c "$probe" 2>/dev/null && exit 0
    done
done

case $(uname -s) in
    Darwin) how='brew install python-tk' ;;
    Linux) how='on Debian or Ubuntu: sudo apt-get install python3-tk python3-venv' ;;
    *) how='see python.org' ;;
esac
echo "CHAT APP needs Python 3.11 or newer with tkinter and venv, and none is on PATH ($how)." >&2
exit 1
