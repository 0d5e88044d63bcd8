"""When a message can be answered so that the answer points at it (IRCv3 draft/reply)."""

from __future__ import annotations

from chat.model.entities import ChatMessage
from chat.model.session.session import Session
from chat.protocol.client_tags import REPLY
from chat.translation import N_

NO_TAGS = N_("This server does not pass on what an answer belongs to.")
NO_ID = N_("The server gave this message no id, so nothing can point at it.")
GONE = N_("This message was deleted.")


def obstacle(session: Session, message: ChatMessage | None) -> str:
    """Why an answer cannot point at a message, in a sentence to be translated; "" if it can.

    Without a connection it can: the answer waits as all that is said does.
    """
    if message is None or not message.msgid:
        return NO_ID
    if message.deleted:
        return GONE
    online = session.transport is not None
    return NO_TAGS if online and not session.passes_tag(REPLY) else ""
