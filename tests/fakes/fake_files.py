"""Files in memory: the model's, the window's, and what the window reports of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chat.model.entities import ConversationKey
from chat.view.ports.files import FileAction, FileRow, ShownPicture


class FakeFiles:
    """Implements `chat.model.ports.files.FilesModel`. Transfers end as tests publish it."""

    def __init__(self) -> None:
        self.host = ""
        self.sizes: dict[str, int] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.previews: list[tuple[str, int]] = []
        self.full: OSError | None = None
        self._count = 0

    def can_upload(self, network: str) -> bool:
        return bool(self.host)

    def upload(self, key: ConversationKey, path: str) -> int:
        return self._begin("upload", key, path)

    def cancel(self, transfer: int) -> None:
        self.calls.append(("cancel", transfer))

    def is_hosted(self, network: str, url: str) -> bool:
        return bool(self.host) and url.startswith(self.host)

    def download(self, network: str, url: str, path: str) -> int:
        return self._begin("download", network, url, path)

    def fetch_picture(self, network: str, url: str, most: tuple[int, int]) -> int:
        return self._begin("fetch_picture", network, url, most)

    def size_of(self, path: str) -> int | None:
        return self.sizes.get(path)

    def preview(self, path: str, side: int) -> None:
        self.previews.append((path, side))

    def keep_pasted(self, content: bytes, name: str) -> str:
        if self.full is not None:
            raise self.full
        path = f"/pasted/{name}"
        self.sizes[path] = len(content)
        return path

    def _begin(self, *call: Any) -> int:
        self._count += 1
        self.calls.append(call)
        return self._count


class FakeFilesView:
    """Implements `chat.view.ports.files.FilesView`."""

    def __init__(self) -> None:
        self.rows: list[FileRow] = []
        self.pictures: list[ShownPicture] = []
        self.chosen: Sequence[str] = ()
        self.place = ""
        self.asked: list[str] = []

    def ask_files(self, on_files: Callable[[Sequence[str]], None]) -> None:
        self.asked.append("files")
        if self.chosen:
            on_files(self.chosen)

    def ask_where(self, name: str, on_path: Callable[[str], None]) -> None:
        self.asked.append(name)
        if self.place:
            on_path(self.place)

    def show(self, rows: Sequence[FileRow]) -> None:
        self.rows = list(rows)

    def show_picture(self, picture: ShownPicture) -> None:
        self.pictures.append(picture)

    def thumbnail_side(self) -> int:
        return 40

    def picture_room(self) -> tuple[int, int]:
        return 800, 600


class FakeFilesIntents:
    """Implements `chat.view.ports.files.FilesIntents`; what is done is among `calls`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self.calls = calls
        self.offered: Sequence[str] = ()

    def on_attach(self) -> None:
        self.calls.append(("files.on_attach",))

    def on_files(self, paths: Sequence[str]) -> None:
        self.calls.append(("files.on_files", list(paths)))

    def on_picture_pasted(self, content: bytes) -> None:
        self.calls.append(("files.on_picture_pasted", content))

    def on_action(self, key: str, action: FileAction) -> None:
        self.calls.append(("files.on_action", key, action))

    def on_send_all(self) -> None:
        self.calls.append(("files.on_send_all",))

    def on_enter(self) -> None:
        self.calls.append(("files.on_enter",))

    def offers(self, url: str) -> Sequence[str]:
        return self.offered

    def on_show(self, url: str) -> None:
        self.calls.append(("files.on_show", url))

    def on_save(self, url: str) -> None:
        self.calls.append(("files.on_save", url))
