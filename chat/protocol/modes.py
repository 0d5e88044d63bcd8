"""Mode changes: "+o-v alice bob" to changes and back (modern IRC documents, "MODE message")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class ModeChange(NamedTuple):
    """One letter set or taken back; `param` is None where there is none."""

    adding: bool
    mode: str
    param: str | None = None


def parse_mode_changes(
    modestring: str,
    args: Sequence[str],
    *,
    list_modes: str = "",
    param_modes: str = "",
    set_param_modes: str = "",
    flag_modes: str = "",
    prefix_modes: str = "",
) -> list[ModeChange]:
    """The changes in order; without a sign, the first are set.

    The kinds are those of CHANMODES: types A (`list_modes`), B (`param_modes`), C
    (`set_param_modes`: a parameter only when set), D (`flag_modes`), and the letters of PREFIX.
    Never fails: a letter of no kind takes no parameter, a parameter that is missing is None, and
    what is left over is ignored. A list mode with None asks for the list.
    """
    always = {*list_modes, *param_modes, *prefix_modes}
    when_set = {*set_param_modes}
    waiting = iter(args)
    changes = []
    adding = True
    for letter in modestring:
        if letter in "+-":
            adding = letter == "+"
        elif letter in flag_modes:
            changes.append(ModeChange(adding, letter))
        elif letter in always or (adding and letter in when_set):
            changes.append(ModeChange(adding, letter, next(waiting, None)))
        else:
            changes.append(ModeChange(adding, letter))
    return changes


def format_mode_changes(changes: Iterable[ModeChange]) -> list[str]:
    """Changes as parameters of MODE: ["+o-v", "alice", "bob"]; [] for none.

    A sign is written where it changes.
    """
    letters = ""
    params = []
    sign = ""
    for change in changes:
        needed = "+" if change.adding else "-"
        if needed != sign:
            letters += needed
            sign = needed
        letters += change.mode
        if change.param is not None:
            params.append(change.param)
    return [letters, *params] if letters else []
