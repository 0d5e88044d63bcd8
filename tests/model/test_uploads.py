"""Where files are brought to, and the server's leave (IRCv3 filehost, authtoken)."""

from __future__ import annotations

from chat.model.entities import ConnectionRequest
from chat.model.session import uploads
from tests.model.session_rig import Rig

HOST = "https://files.example/up"


class Answer:
    def __init__(self) -> None:
        self.given: list[tuple[str, str]] = []

    def __call__(self, token: str, problem: str) -> None:
        self.given.append((token, problem))


def test_the_place_is_what_005_says_by_either_name() -> None:
    assert uploads.filehost(Rig().register("", f"draft/FILEHOST={HOST}").session) == HOST
    assert uploads.filehost(Rig().register("", f"soju.im/FILEHOST={HOST}").session) == HOST
    assert uploads.filehost(Rig().register().session) == ""
    assert uploads.filehost(Rig().register("", "draft/FILEHOST=ftp://x/").session) == ""


def test_over_tls_a_place_without_is_not_used() -> None:
    plain = "draft/FILEHOST=http://files.example/up"
    secure = ConnectionRequest("alice", "chat.example", 6697, tls=True)
    assert uploads.filehost(Rig(secure).register("", plain).session) == ""
    assert uploads.filehost(Rig().register("", plain).session) == "http://files.example/up"


def test_a_token_is_asked_for_and_given() -> None:
    rig, answer = Rig().register("", f"draft/FILEHOST={HOST}", "draft/AUTHTOKEN"), Answer()
    uploads.ask_token(rig.session, answer)
    assert rig.sent() == ["TOKEN GENERATE FILEHOST"]
    rig.feed(f":s.example TOKEN GENERATE FILEHOST {HOST} s3cr3t")
    assert answer.given == [("s3cr3t", "")]
    rig.feed(f":s.example TOKEN GENERATE FILEHOST {HOST} another")
    assert len(answer.given) == 1


def test_where_there_are_no_tokens_the_file_is_brought_without() -> None:
    rig, answer = Rig().register("", f"draft/FILEHOST={HOST}"), Answer()
    uploads.ask_token(rig.session, answer)
    assert (rig.sent(), answer.given) == ([], [("", "")])


def test_a_refusal_is_a_sentence() -> None:
    rig, answer = Rig().register("", f"draft/FILEHOST={HOST}", "draft/AUTHTOKEN"), Answer()
    uploads.ask_token(rig.session, answer)
    uploads.ask_token(rig.session, answer)
    rig.feed(
        ":s.example FAIL TOKEN ACCOUNT_REQUIRED :You must be logged in",
        ":s.example FAIL TOKEN UNKNOWN_SERVICE FILEHOST :No such service",
        ":s.example FAIL TOKEN INVALID_TOKEN :not ours",
    )
    assert [problem for _, problem in answer.given] == [
        "This server takes files only from people with an account: log in first.",
        "The server does not take the file: No such service",
    ]
    assert "not ours" in rig.last().text


def test_who_waits_when_the_connection_ends_is_told() -> None:
    rig, answer = Rig().register("", f"draft/FILEHOST={HOST}", "draft/AUTHTOKEN"), Answer()
    uploads.ask_token(rig.session, answer)
    uploads.forget(rig.session)
    assert answer.given[0][1].startswith("The connection ended")
