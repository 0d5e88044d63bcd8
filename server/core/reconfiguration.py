"""A changed configuration while the server runs: what of it is taken, and who is told.

Which options can change is said where they are declared (`reload` in `server.config`). The shell
reads the files (`server.shell.reloading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from server.config import OPTIONS, ServerConfig
from server.core.advertisement import send_tokens
from server.core.capabilities import NAMES, Cap, offered
from server.core.context import Context
from server.core.isupport import isupport_tokens
from server.options import configured

_WITH_VALUES = 302  # version of the negotiation that knows values


@dataclass(frozen=True, slots=True)
class Reconfiguration:
    """What became of another configuration: names of options, as in the file."""

    taken: tuple[str, ...]
    waiting: tuple[str, ...]  # changed, but only a restart of the server takes them

    def sentences(self) -> list[str]:
        """What to tell the operator: names, never values, for some are secret."""
        told = []
        if self.taken:
            told.append(f"Changed from now on: {', '.join(self.taken)}.")
        if self.waiting:
            told.append(f"Changed only when the server is restarted: {', '.join(self.waiting)}.")
        return told or ["The configuration is read again; no option has changed."]


def reconfigure(context: Context, wanted: ServerConfig) -> Reconfiguration:
    """Take of the configuration what may change now; clients are told where 005 said otherwise."""
    current = context.config
    changed = [each for each in OPTIONS if each.value(current) != each.value(wanted)]
    live = [each for each in changed if each.option.reload]
    taken = configured(current, {each.path: each.value(wanted) for each in live})
    names = [each.name for each in live]
    if wanted.motd != current.motd:
        taken = replace(taken, motd=wanted.motd)
        names += ["motd"] if "motd" not in names else []
    context.config, context.limits = taken, taken.limits
    _tell_capabilities(context, offered(current), offered(taken))
    _tell_isupport(context, isupport_tokens(current), isupport_tokens(taken))
    return Reconfiguration(
        tuple(names), tuple(each.name for each in changed if not each.option.reload)
    )


def _tell_isupport(
    context: Context, before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> None:
    """005 may come again, with what is new and "-NAME" for what is gone (modern IRC, 005)."""
    gone = [f"-{name}" for name in before if name not in after]
    new = {name: value for name, value in after.items() if before.get(name, "-") != value}
    told = dict.fromkeys(gone) | new
    for session in context.state.sessions:
        if told and session.registered and not session.closing:
            send_tokens(context, session, told)


def _tell_capabilities(
    context: Context, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """CAP DEL of what is gone, CAP NEW of what is new or has another value (cap-notify)."""
    gone = [name for name in before if name not in after]
    new = {name: value for name, value in after.items() if before.get(name) != value}
    lost = sum(NAMES[name] for name in gone)
    for session in context.state.sessions:
        if session.closing:
            continue
        if session.caps & Cap.CAP_NOTIFY:
            words = [f"{name}={value}" if value else name for name, value in new.items()]
            words = words if session.cap_version >= _WITH_VALUES else list(new)
            for subcommand, names in (("DEL", gone), ("NEW", words)):
                if names:
                    context.say(session, "CAP", session.target, subcommand, " ".join(names))
        if session.caps & lost:
            session.caps &= ~lost
            context.delivery.caps_changed(session)
