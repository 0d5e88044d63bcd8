"""Looking for messages anywhere (Ctrl+Shift+F): what is typed is asked, what is found is listed,
and a result is shown where it was said.
"""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.places import PlacesController
from chat.controller.rows import time_text
from chat.controller.search_terms import Terms, read_terms
from chat.model.entities import Place
from chat.model.events import Event, SearchGrown
from chat.model.ports import ChatModel
from chat.model.ports.search import Hit
from chat.model.store.records import SearchQuery
from chat.translation import N_, _, ngettext, number_text
from chat.view.ports import ChatView
from chat.view.ports.search import ResultRow, SearchForm

TYPING_MS = 250  # without a key, until what was typed is looked for
HOW_TO = N_("Type what you look for. Also in the field: from:name in:#channel since:2026-03-31")
NOTHING = N_("Nothing was found. Try fewer words, or the beginning of one.")
NO_NETWORK = N_("That conversation's network is not in the list any more: connect to it first.")


class SearchController:
    """Implements `chat.view.ports.search.SearchIntents`; `tell` says what went wrong."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        places: PlacesController,
        tell: Callable[[str], None],
        *,
        clock12: Callable[[], bool],
    ) -> None:
        self._model = model
        self._view = view
        self._places = places
        self._tell = tell
        self._clock12 = clock12
        self._open = False
        self._form = SearchForm()
        self._terms = Terms(SearchQuery(), ())
        self._hits: dict[str, Hit] = {}

    def on_open(self) -> None:
        """The window is wanted."""
        names = {summary.key.target for summary in self._model.conversations()} - {""}
        self._view.search.open(sorted(names, key=str.casefold))
        if not self._open:
            self._open = True
            self._show_nothing(_(HOW_TO))

    def look_for(self, words: str) -> None:
        """Open the window with these words."""
        self.on_open()
        self._view.search.look_for(words)

    def on_changed(self, form: SearchForm) -> None:
        """Something was typed: look for it once the keys rest."""
        self._form = form
        self._view.schedule(TYPING_MS, lambda: self._look_for(form))

    def on_cancel(self) -> None:
        """What is found by now is enough."""
        self._model.search.cancel()
        self._show()

    def on_close(self) -> None:
        """The window was closed."""
        self._open = False
        self._model.search.cancel()
        self._form = SearchForm()

    def on_choose(self, key: str) -> None:
        """Show a result where it was said."""
        hit = self._hits.get(key)
        if hit is None:
            return
        found = hit.found
        if found.key.network not in self._model.networks():
            self._tell(_(NO_NETWORK))
            return
        number = found.message.id if hit.here else 0
        place = Place(number, found.message.msgid, found.message.time)
        self._places.jump_to(found.key, place)

    def on_event(self, event: Event) -> None:
        """List what was found until now."""
        if isinstance(event, SearchGrown) and self._open and not self._terms.is_empty:
            self._show()

    def _look_for(self, form: SearchForm) -> None:
        if form != self._form or not self._open:
            return
        try:
            self._terms = read_terms(form)
        except ValueError as error:
            self._model.search.cancel()
            self._show_nothing(str(error))
            return
        if self._terms.is_empty:
            self._model.search.cancel()
            self._show_nothing(_(HOW_TO))
        else:
            self._model.search.begin(self._terms.query)

    def _show_nothing(self, words: str) -> None:
        self._hits = {}
        self._view.search.show((), (), words, busy=False)

    def _show(self) -> None:
        hits = self._model.search.hits()
        self._hits = {str(hit.found.message.id): hit for hit in hits}
        busy = self._model.search.is_going()
        rows = [self._row(hit) for hit in hits]
        self._view.search.show(rows, self._terms.words, self._status(len(hits), busy), busy=busy)

    def _status(self, count: int, busy: bool) -> str:
        if busy:
            return _("Searching…")
        words = _(NOTHING)
        if count >= self._terms.query.limit:
            words = _("The newest {count} are listed: more words find fewer.")
        elif count:
            words = ngettext("{count} message found.", "{count} messages found.", count)
        return " ".join([words.format(count=number_text(count)), *self._model.search.problems()])

    def _row(self, hit: Hit) -> ResultRow:
        key, message = hit.found.key, hit.found.message
        when = message.time.astimezone()
        return ResultRow(
            key=str(message.id),
            time=f"{when:%Y-%m-%d} {time_text(when, self._clock12())}",
            place=_("{conversation} on {network}").format(
                conversation=key.target, network=self._network_name(key.network)
            ),
            sender=message.sender,
            text=message.text,
            note="" if hit.here else _("from the server"),
        )

    def _network_name(self, network: str) -> str:
        known = network in self._model.networks()
        return self._model.network_name(network) if known else network
