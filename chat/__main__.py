"""`chat`, or `python -m chat`: arguments and logging, then the window.

No toolkit is imported before the arguments are understood, so that `--help` needs no display.
"""

from __future__ import annotations

import getpass
import logging
import sys
from collections.abc import Sequence

from msgspec.structs import replace

from chat import collecting
from chat.arguments import Arguments, parse_arguments, speak_for
from chat.translation import _


def main(argv: Sequence[str] | None = None) -> int:
    """Run the client; returns the exit status."""
    speak_for(argv)
    arguments = parse_arguments(argv)
    try:
        _start_logging(arguments)
        arguments = _with_password(arguments)
    except OSError as error:
        return _give_up(_("the log cannot be written: {error}").format(error=error))
    except (EOFError, KeyboardInterrupt):
        return _give_up(_("no password was entered"))
    collecting.pause()
    try:
        return _run(arguments)
    finally:
        collecting.resume()


def _run(arguments: Arguments) -> int:
    try:
        from chat.app import NoDisplay, run
    except ImportError as error:
        return _give_up(
            _(
                "a part of Python is missing ({error}): install tkinter"
                " (on Debian and Ubuntu: python3-tk) and ttkbootstrap"
            ).format(error=error)
        )
    try:
        run(arguments)
    except NoDisplay as error:
        return _give_up(str(error))
    return 0


def _start_logging(arguments: Arguments) -> None:
    logging.basicConfig(
        level=arguments.log_level,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        filename=arguments.log_file,
    )


def _with_password(arguments: Arguments) -> Arguments:
    if not arguments.ask_password or arguments.request is None:
        return arguments
    password = getpass.getpass(_("Password for {host}: ").format(host=arguments.request.host))
    return replace(arguments, request=replace(arguments.request, password=password))


def _give_up(text: str) -> int:
    print(f"chat: {text}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
