"""Ignoring people: offered where they are named, done at once, and listed to be taken back."""

from __future__ import annotations

from chat.controller.selection import Selection
from chat.model.entities import ConversationKey, IgnoredPerson
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView, Table, TableRow


class IgnoringController:
    """Implements `chat.view.ports.ignoring.IgnoringIntents`."""

    def __init__(self, model: ChatModel, view: ChatView, selection: Selection) -> None:
        self._model = model
        self._view = view
        self._selection = selection

    def offer(self, nick: str) -> bool | None:
        """What a menu can offer about somebody on the network that is shown."""
        network = self._selection.network(self._model)
        return None if network is None else self.offer_on(network, nick)

    def on_ignore(self, nick: str) -> None:
        """Ignore them, and say where it is taken back."""
        if self._selection.key is not None:
            self.change(self._selection.key, nick, ignored=True)

    def on_stop(self, nick: str) -> None:
        """Ignore them no longer."""
        if self._selection.key is not None:
            self.change(self._selection.key, nick, ignored=False)

    def on_show_ignored(self) -> None:
        """List all who are ignored, on every network."""
        people: list[tuple[str, IgnoredPerson]] = []
        rows: list[TableRow] = []
        for network in self._model.networks():
            for person in self._model.ignoring.people(network):
                name = self._model.network_name(network)
                rows.append(TableRow(str(len(rows)), (person.nick, person.account, name)))
                people.append((network, person))

        def take_back(key: str) -> None:
            self._model.ignoring.stop(*people[int(key)])
            self.on_show_ignored()

        columns = (_("Name"), _("Account"), _("Network"))
        title, action = _("Ignored people"), _("Stop ignoring")
        self._view.show_table(Table(title, columns, rows, action, take_back, closes=False))

    def offer_on(self, network: str, nick: str) -> bool | None:
        """True: they can be ignored; False: they are; None: neither, as ourselves."""
        if self._model.ignoring.person_of(network, nick) is not None:
            return False
        return None if self._model.ignoring.obstacle(network, nick) else True

    def change(self, key: ConversationKey, nick: str, *, ignored: bool) -> None:
        """Do it for somebody on the network of `key`; what is wrong stands in a message box."""
        try:
            (ignore if ignored else stop)(self._model, key, nick)
        except ValueError as error:
            self._view.show_error(_("Ignored people"), str(error))


def ignore(model: ChatModel, key: ConversationKey, nick: str) -> None:
    """Ignore somebody of the network of `key`, and say so there. Raises ValueError if not."""
    if problem := model.ignoring.obstacle(key.network, nick):
        raise ValueError(_(problem))
    model.ignoring.ignore(key.network, nick)
    words = _(
        "You ignore {nick} from now on: what they write is not shown. To take it back, choose"
        " “Ignored people…” in the menu “You”, or type /unignore {nick}."
    )
    model.add_notice(key, words.format(nick=nick))


def stop(model: ChatModel, key: ConversationKey, nick: str) -> None:
    """The opposite. Raises ValueError if nobody of this name is ignored."""
    person = model.ignoring.person_of(key.network, nick)
    if person is None:
        raise ValueError(_("You do not ignore {nick}: /ignore lists whom.").format(nick=nick))
    model.ignoring.stop(key.network, person)
    words = _("You ignore {nick} no longer: what they write from now on is shown.")
    model.add_notice(key, words.format(nick=nick))


def names(model: ChatModel, key: ConversationKey) -> str:
    """Whom one ignores on the network of `key`, in a sentence."""
    people = [one.nick for one in model.ignoring.people(key.network)]
    if not people:
        return _("You ignore nobody here: type /ignore name to begin.")
    return _("You ignore here: {names}").format(names=", ".join(people))
