"""Messages that have another text now (IRCv3 draft/message-edit); editing our own is `own_edits`.

https://github.com/ircv3/ircv3-specifications/pull/425. Whether somebody may is the server's to say:
what it sends on is done. A message shows its newest text, by the moment of the edit; what was seen
of it before stays with it.
"""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.entities import ChatMessage, Edit
from chat.model.events import (
    MentionAdded,
    MessageChanged,
    MessageEdited,
    TypingChanged,
    UnreadChanged,
)
from chat.model.session.conversation import Conversation
from chat.model.session.edit_log import rewritten
from chat.model.session.incoming import Incoming
from chat.model.session.messages import is_to_us
from chat.model.session.session import Session
from chat.model.session.where import conversation_of
from chat.model.session.wording import worded
from chat.protocol.ctcp import parse_ctcp
from chat.protocol.formatting import strip_formatting

TARGET = "draft/target-msgid"
TEXT = "draft/edit-text"


def handle_edit(session: Session, incoming: Incoming) -> None:
    """EDIT: a message has another text."""
    conversation = conversation_of(session, incoming)
    if incoming.own:
        session.edits_sent.take(incoming.message.tags.get(TARGET, ""), incoming.label)
    if conversation is None:
        return
    if conversation.typing.others.pop(session.casefold(incoming.nick), None):
        session.publish(TypingChanged(conversation.key))
    take_in(session, conversation, incoming)


def take_in(session: Session, conversation: Conversation, incoming: Incoming) -> None:
    """Change the text of a message, be it one that is here, in the local store, or nowhere."""
    tags = incoming.message.tags
    msgid, text = tags.get(TARGET, ""), _bare(tags.get(TEXT, ""))
    if msgid and strip_formatting(text).strip():
        nick = session.nick if incoming.own else incoming.nick
        apply(session, conversation, msgid, _edit(session, text, incoming, nick), incoming)


def renew(session: Session, conversation: Conversation, copy: ChatMessage) -> None:
    """A message that is here was told again: take its text if that is newer."""
    if copy.edited is not None:
        edit = Edit(copy.text, copy.edited.time, "", copy.formatted, copy.mention)
        apply(session, conversation, copy.msgid, edit)


def _edit(session: Session, text: str, incoming: Incoming, nick: str) -> Edit:
    said = worded(text)
    return Edit(
        said["text"], incoming.time, nick, said["formatted"], is_to_us(session, said["text"])
    )


def _bare(text: str) -> str:
    """An action's words (`/me`); "" of what is said to programs."""
    ctcp = parse_ctcp(text)
    if ctcp is None:
        return text
    return ctcp.params if ctcp.command == "ACTION" else ""


def apply(
    session: Session,
    conversation: Conversation,
    msgid: str,
    edit: Edit,
    incoming: Incoming | None = None,
) -> None:
    """Take a text in that a message has from a moment on, if that is news."""
    message = conversation.by_msgid(msgid)
    if message is None:
        conversation.edits.note(msgid, edit)
        session.publish(MessageEdited(conversation.key, msgid, edit))
        return
    answered = conversation.by_msgid(message.reply_to) if message.reply_to else None
    if answered is not None and answered.own:
        edit = replace(edit, mention=True)
    after = rewritten(message, edit)
    if after is message:
        return
    conversation.edits.note(msgid, edit)
    session.publish(MessageEdited(conversation.key, msgid, edit))
    changed = conversation.replace(after)
    if changed is None:
        return
    if incoming is not None:
        session.lines.keep(changed.id, incoming.lines)
    session.publish(MessageChanged(conversation.key, changed))
    _count_mention(session, conversation, message, changed, edit)


def _count_mention(
    session: Session,
    conversation: Conversation,
    before: ChatMessage,
    after: ChatMessage,
    edit: Edit,
) -> None:
    """It may name us now, or no more; whether it is read stays as it is."""
    if before.mention == after.mention:
        return
    if after.mention:
        session.publish(MentionAdded(conversation.key, after, edit.time))
    if conversation.unread and conversation.read is not None and after.time > conversation.read:
        conversation.mentions += 1 if after.mention else -1
        session.publish(UnreadChanged(conversation.key))
