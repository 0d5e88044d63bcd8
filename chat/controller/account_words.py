"""What is said of accounts: sentences for the account window, and refusals in words. No state."""

from __future__ import annotations

from chat.controller.failures import in_brackets
from chat.translation import N_, _

GUEST = N_("You are a guest on {network}. With an account your name is yours, on every device.")
GUEST_ONLY = N_("You are a guest on {network}, which offers no accounts to this program.")
MEMBER = N_("You are logged in on {network} as {account}.")
DONE = N_("The account {account} is made, and you are logged in.")
CLEAR_TEXT = N_(
    "The connection to {network} is not encrypted: on the way there, others could read the"
    " password. Send it all the same?"
)
NEW_PASSWORD = N_("Give {account} on {network} another password. Your other devices stay in.")
CHANGED = N_("The password of {account} is changed.")
CHANGE_LOST = N_(
    "The connection was lost before the server answered: connect again, and see by logging in"
    " which of the two passwords it is."
)
HOW_TO_CHANGE = N_(
    "This server does not let a program change the password of {account}.\n\nOn an older CHAT APP"
    " server, ask the person who runs it to enter\n\n    chat-server account password {account}\n\n"
    "and to let you type the new one. On a network with NickServ, write\n\n"
    "    /msg NickServ HELP SET PASSWORD\n\nand do as it says. This program asks for the new"
    " password when you next connect."
)
REFUSALS = {
    "ACCOUNT_EXISTS": N_("There is an account of that name already: choose another name."),
    "BAD_ACCOUNT_NAME": N_("The server does not take that name{words}: choose another."),
    "ACCOUNT_NAME_MUST_BE_NICK": N_("The account must have your nick: change that first."),
    "WEAK_PASSWORD": N_("The password is too easy to guess{words}: choose a longer one."),
    "UNACCEPTABLE_PASSWORD": N_("The server does not take that password{words}."),
    "INVALID_EMAIL": N_("The server does not take that e-mail address{words}."),
    "UNACCEPTABLE_EMAIL": N_("The server does not take that e-mail address{words}."),
    "INVALID_CODE": N_("The code is wrong, or has expired: enter it again."),
    "UNAVAILABLE": N_("This server makes no accounts for guests: ask the person who runs it."),
    "INVALID_CREDENTIALS": N_("The current password is not the right one: enter it again."),
    "TOO_LONG": N_("The passwords are too long to be sent: choose a shorter one."),
    "UNSENDABLE": N_("The password cannot be sent: leave out line breaks."),
    "UNACCEPTABLE": N_("The password cannot be sent: leave out line breaks."),
}


def refusal(code: str, words: str, otherwise: str = "") -> str:
    """Why there is no such account or password; of unknown codes the server's own words."""
    sentence = REFUSALS.get(code)
    if sentence is None:
        return words or otherwise or _("The server did not make the account.")
    return _(sentence).format(words=in_brackets(words))


def not_kept(words: str, name: str) -> str:
    """What the keyring could not do: forget the password `name`; or keep one, if that is ""."""
    if name:
        sentence = _("The password “{name}” could not be taken from the system's keyring{words}.")
        return sentence.format(name=name, words=in_brackets(words))
    sentence = _(
        "The system's keyring keeps no passwords for this program{words}: they are known until it"
        " ends."
    )
    return sentence.format(words=in_brackets(words))
