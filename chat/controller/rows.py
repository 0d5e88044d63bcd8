"""Entities of the model as rows of the view: worded, timed, ready to show. Pure functions."""

from __future__ import annotations

from chat.model.entities import ChatMessage, ConversationKey, ConversationSummary, Member
from chat.view.ports import ConversationRow, MemberRow, MessageRow, RowKind, RowState

_SEPARATOR = " "  # stands in no target, so that no two keys make the same row


def row_key(key: ConversationKey) -> str:
    """A conversation's key as the view carries it."""
    return f"{key.network}{_SEPARATOR}{key.target}"


def message_row(message: ChatMessage) -> MessageRow:
    """A message as it is shown, its time on this machine's clock."""
    return MessageRow(
        key=str(message.id),
        time=message.time.astimezone().strftime("%H:%M"),
        sender=message.sender,
        text=message.text,
        kind=RowKind(message.kind.value),
        state=RowState(message.state.value),
        own=message.own,
        mention=message.mention,
    )


def conversation_row(
    summary: ConversationSummary, network_name: str, *, connected: bool
) -> ConversationRow:
    """A line of the conversation list: the network's name, and its conversations under it."""
    target = summary.key.target
    return ConversationRow(
        key=row_key(summary.key),
        label=target or network_name,
        indent=1 if target else 0,
        unread=summary.unread,
        mentions=summary.mentions,
        active=summary.joined and connected,
    )


def member_row(member: Member, own_nick: str) -> MemberRow:
    """A line of the member list, with the highest of the member's prefixes."""
    return MemberRow(
        nick=member.nick,
        prefix=member.prefixes[:1],
        away=member.away,
        own=member.nick == own_nick,
    )
