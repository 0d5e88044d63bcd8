"""Pictures of people: which may be fetched, whose are shown, and what we show of ourselves.

A picture is at an address that its person made up: who asks there tells that they are here. So
the person's setting decides, and one click for one picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chat.controller.conversations import NOT_CONNECTED
from chat.controller.preference import PRIVACY, Preference
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey, Profile
from chat.model.events import AvatarFailed, AvatarFetched, Event, OwnPictureEnded
from chat.model.files import Avatar
from chat.model.ports import ChatModel, Settings
from chat.translation import N_, _
from chat.view.ports import ChatView
from chat.view.ports.avatars import Face, Offer, PersonCard

INITIALS, HOSTED, ANYWHERE = "initials", "hosted", "anywhere"
MOST = 500  # faces that the view has at a time


class AvatarsController:
    """Implements `chat.view.ports.avatars.AvatarsIntents`; `tell` says a sentence in the bar."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        settings: Settings,
        tell: Callable[[str], None],
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._settings = settings
        self._tell = tell
        self._kept: set[str] = set()  # addresses of the faces that the view has
        self._card: PersonCard | None = None  # of the person who is shown in the window
        self._address = ""  # of their picture

    def on_event(self, event: Event) -> None:
        """A picture is there, or there is none."""
        match event:
            case AvatarFetched(url=url, avatar=avatar):
                self._keep(url, avatar)
                self._refresh(url, picture=url if url in self._kept else "", offer=Offer.NONE)
            case AvatarFailed(url=url):
                self._refresh(url, picture="", offer=Offer.FAILED)
            case OwnPictureEnded(problem=problem):
                self._tell(problem or _("The others can see your picture now."))

    def show_conversation(self) -> None:
        """Another conversation is shown: there is room for other faces."""
        if len(self._kept) >= MOST:
            self._kept.clear()
            self._view.avatars.forget()

    def picture_of(self, network: str, profile: Profile) -> str:
        """The key of somebody's face; "" if it is not to be shown, or not here yet."""
        url = profile.avatar
        if not url or not self._may_fetch(network, url):
            return ""
        if url not in self._kept and len(self._kept) < MOST:
            avatar = self._model.avatars.of(url)
            if avatar is None:
                self._model.avatars.fetch(url)
            else:
                self._keep(url, avatar)
        return url if url in self._kept else ""

    def picture_beside(self, key: ConversationKey) -> str:
        """The same for the other person of a private talk."""
        if not key.target or self._model.is_channel(key.network, key.target):
            return ""
        return self.picture_of(key.network, self._model.profiles.of(key.network, key.target))

    def show_person(self, network: str, nick: str, facts: Sequence[str]) -> None:
        """Show who somebody is, with their face if it is here, or a button to fetch it."""
        profile = self._model.profiles.of(network, nick)
        title, text = _("Who is {nick}?").format(nick=nick), "\n".join(facts)
        picture = self.picture_of(network, profile)
        offer = Offer.ASK if profile.avatar and not picture else Offer.NONE
        self._address = profile.avatar
        self._card = PersonCard(nick, title, text, profile.display_name, picture, offer)
        self._view.avatars.show_person(self._card)

    def on_show_picture(self) -> None:
        """The picture of who is shown in the window is to be fetched: the person said so."""
        avatar = self._model.avatars.of(self._address)
        if avatar is not None:
            self.on_event(AvatarFetched(self._address, avatar))
        elif self._address:
            self._refresh(self._address, picture="", offer=Offer.WAIT)
            self._model.avatars.fetch(self._address, again=True)

    def on_choose_own(self) -> None:
        """Another picture of ourselves is wanted."""
        if (network := self._network()) is not None:

            def take(path: str) -> None:
                self._tell(_("Your picture is on its way…"))
                self._model.avatars.set_own(network, path)

            self._view.avatars.ask_picture(take)

    def on_remove_own(self) -> None:
        """We want to show none."""
        if (network := self._network()) is None:
            return
        if self._model.avatars.remove_own(network):
            self._tell(_("The others see your initials again."))
        else:
            self._tell(_("This server keeps no profiles: nothing was changed."))

    def preference(self, changed: Callable[[], None]) -> Preference:
        """The line of the settings' table; `changed` shows the members anew."""

        def change(value: str) -> None:
            self._settings.pictures = value
            changed()

        return Preference(
            "pictures",
            N_("Pictures of people"),
            (
                (INITIALS, N_("Only initials")),
                (HOSTED, N_("From the chat's own file host")),
                (ANYWHERE, N_("From anywhere")),
            ),
            lambda: self._settings.pictures,
            change,
            PRIVACY,
        )

    def _may_fetch(self, network: str, url: str) -> bool:
        match self._settings.pictures:
            case "hosted":
                return self._model.files.is_hosted(network, url)
            case "anywhere":
                # Unencrypted, an address could be that of a device at home which obeys a GET.
                encrypted = url.lower().startswith("https://")
                return encrypted or self._model.files.is_hosted(network, url)
        return False

    def _keep(self, url: str, avatar: Avatar) -> None:
        if url not in self._kept and len(self._kept) < MOST:
            self._kept.add(url)
            self._view.avatars.keep(url, Face(avatar.width, avatar.height, avatar.pixels))

    def _refresh(self, url: str, *, picture: str, offer: Offer) -> None:
        if self._card is not None and url == self._address:
            self._card = replace(self._card, picture=picture, offer=offer)
            self._view.avatars.refresh_person(self._card)

    def _network(self) -> str | None:
        network = self._selection.network(self._model)
        if network is None or not self._model.is_connected(network):
            self._view.show_error(_("Picture"), _(NOT_CONNECTED))
            return None
        return network
