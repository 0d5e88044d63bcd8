"""The pages of Help: how things are done, in a few lines each. Words only."""

from __future__ import annotations

from chat.translation import N_, _

TITLE = N_("How to …")

_PAGES = (
    (
        N_("Join a chat"),
        N_(
            "Chat → Connect… lists the servers on your network: a double click joins. Where none"
            " shows, enter the address that the host tells you, or paste the host's link."
        ),
    ),
    (
        N_("Host a chat, for a class or a party"),
        N_(
            "Chat → Host a chat…, give it a name, and press Start. It runs while this window is"
            " open. You come first into #lobby, and so you are its operator."
        ),
    ),
    (
        N_("Invite the others"),
        N_(
            "They start CHAT APP on the same network and find your chat in their list. Or copy the"
            " invitation (Chat → Host a chat…) and send it: they paste it as the address. Let them"
            " compare the fingerprint when they are asked about the certificate."
        ),
    ),
    (
        N_("Write to one person"),
        N_("Double click a name at the right, or type /query and the name."),
    ),
    (
        N_("Put right what you said"),
        N_(
            "Ctrl+Up where you type, or the pencil at a message of yours: change it, and press"
            " Enter. Delete, in the menu of the message, takes it away for everybody."
        ),
    ),
    (
        N_("Keep order"),
        N_(
            "As operator, right-click a name: put out, ban, give or take a rank. A topic tells"
            " everyone what the channel is for (Ctrl+T)."
        ),
    ),
    (
        N_("Find your way by keyboard"),
        N_("F6 goes from part to part, Ctrl+K to any conversation, F1 lists all keys."),
    ),
)


def how_to_pages() -> list[tuple[str, str]]:
    """The title and the text of each page."""
    return [(_(title), _(text)) for title, text in _PAGES]
