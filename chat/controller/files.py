"""Files: chosen, dropped or pasted, they wait in the tray until they are sent; pictures are shown.

A file that was brought to the file host is told of in an ordinary message, name, size and link,
so that people with any program can open it. Nothing is fetched unless the person asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from chat.controller.attachments import attachment_text
from chat.controller.file_rows import (
    PICTURES,
    TrayFile,
    file_row,
    is_picture,
    name_in,
    shown_picture,
    size_text,
)
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey
from chat.model.events import Event, FilePreviewed, PictureFetched, TransferChanged
from chat.model.files import Preview, Transfer, TransferState
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView
from chat.view.ports.files import FileAction, Thumbnail

MOST = 10  # files in the tray
MOST_FAILED = 3  # of those that could not be fetched: the link is still in the message
PASTED = "picture.png"


class FilesController:
    """Sends files, saves them, shows pictures. `tell` says a sentence in the inline bar."""

    def __init__(
        self, model: ChatModel, view: ChatView, selection: Selection, tell: Callable[[str], None]
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._tell = tell
        self._items: dict[str, TrayFile] = {}
        self._count = 0

    def on_event(self, event: Event) -> None:
        """A transfer got on, or a picture is there, or a small one of a file in the tray."""
        match event:
            case TransferChanged(transfer=transfer):
                self._follow(transfer)
            case PictureFetched(picture=picture):
                self._view.files.show_picture(shown_picture(picture))
            case FilePreviewed(preview=preview):
                self._show_preview(preview)

    # Sending

    def on_attach(self) -> None:
        """A file is to be chosen and sent."""
        if self._place() is not None:
            self._view.files.ask_files(self.on_files)

    def on_files(self, paths: Sequence[str]) -> None:
        """Put files in the tray, to be looked at before they are sent."""
        key = self._place()
        if key is None:
            return
        for path in paths:
            if len(self._items) >= MOST:
                self._tell(
                    _("{count} files at once are the most: send these first.").format(count=MOST)
                )
                break
            self._add(key, path)
        self._show()

    def on_picture_pasted(self, content: bytes) -> None:
        """Put a pasted picture in the tray."""
        if self._place() is None:
            return
        try:
            path = self._model.files.keep_pasted(content, PASTED)
        except OSError as error:
            words = error.strerror or str(error)
            self._tell(_("The picture could not be kept: {words}.").format(words=words))
        else:
            self.on_files([path])

    def on_action(self, key: str, action: FileAction) -> None:
        """A button in the tray."""
        item = self._items.get(key)
        if item is None:
            return
        match action:
            case FileAction.SEND | FileAction.RETRY:
                self._begin(item)
            case FileAction.CANCEL if item.transfer is not None:
                self._model.files.cancel(item.transfer.id)
            case FileAction.REMOVE:
                del self._items[key]
        self._show()

    def on_send_all(self) -> None:
        """Send all that waits, each where it was chosen for."""
        self._send([item for item in self._items.values() if item.waits])

    def on_enter(self) -> None:
        """Send what waits for the conversation that is shown; nothing goes where nobody looks."""
        waiting = [item for item in self._items.values() if item.waits]
        self._send([one for one in waiting if one.conversation == self._selection.key])

    def show_conversation(self) -> None:
        """Another conversation is shown: what waits for others says for which."""
        if self._items:
            self._show()

    def _send(self, items: Sequence[TrayFile]) -> None:
        for item in items:
            self._begin(item)
        if items:
            self._show()

    def _place(self) -> ConversationKey | None:
        """Where a file can be sent now; if nowhere, the person is told."""
        key = self._selection.key
        if key is None or not key.target:
            self._tell(_("A file goes to a conversation: choose one first."))
        elif not self._model.is_connected(key.network):
            self._tell(_("There is no connection: send the file when it is back."))
        elif not self._model.files.can_upload(key.network):
            self._tell(
                _("This server takes no files: put the file somewhere else and send a link to it.")
            )
        else:
            return key
        return None

    def _add(self, key: ConversationKey, path: str) -> None:
        size = self._model.files.size_of(path)
        name = path.replace("\\", "/").rpartition("/")[2]
        if size is None:
            self._tell(_("“{name}” is no file that can be read.").format(name=name))
        elif size == 0:
            self._tell(_("“{name}” is empty: there is nothing to send.").format(name=name))
        else:
            begin = partial(self._model.files.upload, key, path)
            self._put(
                TrayFile("", name, path=path, size=size, conversation=key, begin=begin), begun=False
            )
            if path.lower().endswith(PICTURES):
                self._model.files.preview(path, self._view.files.thumbnail_side())

    def _show_preview(self, preview: Preview) -> None:
        waiting = [item for item in self._items.values() if item.path == preview.path]
        for item in waiting:
            item.thumbnail = Thumbnail(preview.width, preview.height, preview.pixels)
        if waiting:
            self._show()

    # Fetching

    def offers(self, url: str) -> Sequence[str]:
        """What can be done with a link, besides opening it."""
        if is_picture(url):
            return ("show", "save")
        return ("save",) if self.is_hosted(url) else ()

    def is_hosted(self, url: str) -> bool:
        """Whether a link leads to the file host of the network that is shown."""
        key = self._selection.key
        return key is not None and self._model.files.is_hosted(key.network, url)

    def on_show(self, url: str) -> None:
        """Fetch a picture, to show it."""
        most = self._view.files.picture_room()
        begin = partial(self._model.files.fetch_picture, self._network(), url, most)
        self._put(TrayFile("", name_in(url), url=url, begin=begin))

    def on_save(self, url: str) -> None:
        """Fetch what is at a link, to save it where the person says."""

        def save(path: str) -> None:
            begin = partial(self._model.files.download, self._network(), url, path)
            self._put(
                TrayFile("", path.replace("\\", "/").rpartition("/")[2], url=url, begin=begin)
            )

        self._view.files.ask_where(name_in(url), save)

    def _network(self) -> str:
        return self._selection.key.network if self._selection.key else ""

    # The tray

    def _put(self, item: TrayFile, *, begun: bool = True) -> None:
        self._count += 1
        item.key = str(self._count)
        self._items[item.key] = item
        if begun:
            self._forget_failed(item.url)
            self._begin(item)
            self._show()

    def _forget_failed(self, url: str) -> None:
        """A fetch begins: what failed of the same address before, and long ago, makes room."""
        failed = [one for one in self._items.values() if one.came_to_nothing]
        room = MOST_FAILED - 1
        for item in [one for one in failed if one.url == url] + failed[
            : max(0, len(failed) - room)
        ]:
            self._items.pop(item.key, None)

    def _begin(self, item: TrayFile) -> None:
        assert item.begin is not None
        item.transfer = None  # what is told while it begins is of this one
        transfer = item.begin()
        item.transfer = Transfer(transfer, item.name, TransferState.ASKING, total=item.size)

    def _follow(self, transfer: Transfer) -> None:
        item = next((one for one in self._items.values() if _is(one, transfer)), None)
        if item is None:
            return
        item.transfer = transfer
        if transfer.state is TransferState.DONE:
            self._finish(item, transfer)
        elif transfer.state is TransferState.CANCELLED:
            if item.conversation is None:
                del self._items[item.key]
            else:  # back to where it can be sent
                item.transfer = None
        self._show()

    def _finish(self, item: TrayFile, transfer: Transfer) -> None:
        del self._items[item.key]
        if item.conversation is not None:
            text = attachment_text(item.name, size_text(item.size), transfer.url)
            self._model.send_message(item.conversation, text)

    def _show(self) -> None:
        shown = self._selection.key
        self._view.files.show([file_row(item, shown) for item in self._items.values()])


def _is(item: TrayFile, transfer: Transfer) -> bool:
    return item.transfer is not None and item.transfer.id == transfer.id
