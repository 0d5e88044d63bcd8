"""One SASL exchange of a client, step by step: what came so far, what is to be answered.

No lookup and no hashing: what an account is, and whether a password fits it, is asked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from chat.protocol.sasl import ResponseBuffer
from chat.protocol.scram import ScramServer


class Step(Enum):
    """What the next response of the client is."""

    FIRST = auto()
    PROOF = auto()  # SCRAM: the client's final message
    ACCEPTED = auto()  # SCRAM: nothing, to our final message


@dataclass(slots=True)
class SaslExchange:
    """`name`: the account that it is about, once the client said it."""

    mechanism: str
    step: Step = Step.FIRST
    name: str = ""
    scram: ScramServer | None = None
    buffer: ResponseBuffer = field(default_factory=ResponseBuffer)
