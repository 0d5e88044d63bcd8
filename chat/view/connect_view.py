"""`ConnectView` on the connect dialog, if it is open."""

from __future__ import annotations

from collections.abc import Sequence

from chat.view.dialogs import Dialogs
from chat.view.ports.connect import ServerRow


class ConnectPart:
    """Passes on what the dialog is to show."""

    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs

    def show_servers(self, rows: Sequence[ServerRow], note: str, *, looking: bool) -> None:
        """See ConnectView."""
        if (dialog := self._dialogs.connect) is not None and dialog.winfo_exists():
            dialog.show_servers(rows, note, looking=looking)

    def show_nick_problem(self, text: str) -> None:
        """See ConnectView."""
        if (dialog := self._dialogs.connect) is not None and dialog.winfo_exists():
            dialog.fields.show_nick_problem(text)
