"""The features of the model, by their names (part of `ChatModel`).

Each has a module of its own beside this one; here it is named, and nothing else is said of it.
"""

from __future__ import annotations

from typing import Protocol

from chat.model.ports.accounts import AccountsModel
from chat.model.ports.avatars import AvatarsModel
from chat.model.ports.details import Details
from chat.model.ports.discovery import Discovery
from chat.model.ports.drafts import DraftsModel
from chat.model.ports.editing import EditingModel
from chat.model.ports.export import ExportModel
from chat.model.ports.files import FilesModel
from chat.model.ports.finding import FindingModel
from chat.model.ports.hosting import HostingModel
from chat.model.ports.ignoring import IgnoringModel
from chat.model.ports.multiline import Multiline
from chat.model.ports.notices import NoticesModel
from chat.model.ports.passwords import PasswordsModel
from chat.model.ports.places import PlacesModel
from chat.model.ports.preferences import PreferencesModel
from chat.model.ports.profiles import ProfilesModel
from chat.model.ports.reactions import Reactions
from chat.model.ports.reading import ReadingModel
from chat.model.ports.redaction import Redaction
from chat.model.ports.replies import Replies
from chat.model.ports.search import SearchModel
from chat.model.ports.tray import Tray
from chat.model.ports.trust import TrustModel
from chat.model.ports.typing_notice import TypingModel


class FeaturesModel(Protocol):
    """What came after the first window: `model.search`, `model.files`, and so on."""

    @property
    def profiles(self) -> ProfilesModel:
        """What people say of themselves."""

    @property
    def avatars(self) -> AvatarsModel:
        """Pictures of people."""

    @property
    def drafts(self) -> DraftsModel:
        """What was begun to be written."""

    @property
    def notices(self) -> NoticesModel:
        """What tells the person beside the window."""

    @property
    def typing_notice(self) -> TypingModel:
        """Who is typing."""

    @property
    def reading(self) -> ReadingModel:
        """How far the person has read."""

    @property
    def tray(self) -> Tray:
        """The program's icon in the desktop's tray."""

    @property
    def files(self) -> FilesModel:
        """Transfers of files."""

    @property
    def replies(self) -> Replies:
        """Answers that point at what they answer."""

    @property
    def reactions(self) -> Reactions:
        """Emoji as answers."""

    @property
    def redaction(self) -> Redaction:
        """Messages taken back."""

    @property
    def editing(self) -> EditingModel:
        """Own messages said otherwise."""

    @property
    def multiline(self) -> Multiline:
        """Messages of several lines."""

    @property
    def details(self) -> Details:
        """What more is known of a message than is shown."""

    @property
    def discovery(self) -> Discovery:
        """Servers on the local network."""

    @property
    def hosting(self) -> HostingModel:
        """A server of our own."""

    @property
    def ignoring(self) -> IgnoringModel:
        """People whose words are not wanted."""

    @property
    def preferences(self) -> PreferencesModel:
        """What the person wants of single conversations."""

    @property
    def accounts(self) -> AccountsModel:
        """The accounts that are used on the networks."""

    @property
    def passwords(self) -> PasswordsModel:
        """Passwords in the system's keyring."""

    @property
    def trust(self) -> TrustModel:
        """Whom we believe, and why a connection is safe."""

    @property
    def places(self) -> PlacesModel:
        """What stands around a message far from the newest."""

    @property
    def export(self) -> ExportModel:
        """Writing a conversation to a file."""

    @property
    def finding(self) -> FindingModel:
        """A text in one conversation."""

    @property
    def search(self) -> SearchModel:
        """What was said anywhere."""
