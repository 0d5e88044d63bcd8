"""The tables of the local store, and the way from each earlier version to the present one.

A migration is never changed once it was released: another one follows it. `user_version` of the
file tells how many were made.
"""

from __future__ import annotations

import sqlite3

from chat.translation import _

_FIRST = """
CREATE TABLE networks (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    nick TEXT NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    tls INTEGER NOT NULL,
    realname TEXT NOT NULL
);
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    network TEXT NOT NULL,
    target TEXT NOT NULL,
    folded TEXT NOT NULL,  -- the target as names are compared
    is_channel INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    UNIQUE (network, folded)
);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    time INTEGER NOT NULL,  -- microseconds since 1970, UTC
    kind TEXT NOT NULL,
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    own INTEGER NOT NULL,
    mention INTEGER NOT NULL,
    state TEXT NOT NULL,
    msgid TEXT NOT NULL
);
CREATE INDEX messages_by_time ON messages (conversation, time, id);
CREATE INDEX messages_by_age ON messages (time);
CREATE UNIQUE INDEX messages_by_msgid ON messages (conversation, msgid) WHERE msgid != '';
"""

_WORDS = """
CREATE VIRTUAL TABLE words USING fts5 (
    text, content='messages', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO words (rowid, text) SELECT id, text FROM messages;
CREATE TRIGGER words_added AFTER INSERT ON messages BEGIN
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER words_removed AFTER DELETE ON messages BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER words_changed AFTER UPDATE OF text ON messages BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;
"""

_MARKS = """
ALTER TABLE messages ADD COLUMN formatted TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN account TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN deleted_by TEXT;  -- NULL unless it was taken away
ALTER TABLE messages ADD COLUMN delete_reason TEXT NOT NULL DEFAULT '';
CREATE TABLE reactions (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    msgid TEXT NOT NULL,
    who TEXT NOT NULL,  -- the nick as nicks are compared, or '' for our own
    nick TEXT NOT NULL,
    text TEXT NOT NULL,
    time INTEGER NOT NULL,
    present INTEGER NOT NULL,  -- 0 if it was taken back
    PRIMARY KEY (conversation, msgid, who, text)
) WITHOUT ROWID;
"""
# What a person wants of a conversation, how far they read it, what they had begun to write there.
_PLACES = """
ALTER TABLE networks ADD COLUMN wanted INTEGER NOT NULL DEFAULT 1;  -- we were in when we left
ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN notify TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN read_to INTEGER;  -- microseconds since 1970, NULL: not known
ALTER TABLE conversations ADD COLUMN draft TEXT NOT NULL DEFAULT '';
"""

_SENDERS = """
CREATE INDEX messages_by_sender ON messages (sender COLLATE NOCASE, time);
"""

# What is said in a conversation, and by whom, are words of the index too (`words`): so it answers
# for one place or person without any message being read. It is filled by `catching_up`, in steps.
_INDEXING = """
DROP TRIGGER words_added;
DROP TRIGGER words_removed;
DROP TRIGGER words_changed;
DROP TABLE words;
DROP INDEX messages_by_sender;
CREATE VIRTUAL TABLE words USING fts5 (
    place, sender, text,
    content='', columnsize=0, tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
CREATE TABLE indexing (
    upto INTEGER NOT NULL,  -- messages up to this number are in `words`
    newest INTEGER NOT NULL,  -- none of them is newer
    beyond INTEGER NOT NULL  -- how many of them are beyond the last horizon
);
INSERT INTO indexing VALUES (-1, 0, 0);
CREATE TABLE horizons (
    number INTEGER PRIMARY KEY,
    time INTEGER NOT NULL  -- no message up to this number is newer
);
"""

# Messages that were edited, and what they said before.
_EDITS = """
ALTER TABLE messages ADD COLUMN edited INTEGER;  -- when it got its text, NULL: when it was said
ALTER TABLE messages ADD COLUMN edited_by TEXT NOT NULL DEFAULT '';
CREATE TABLE earlier (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    msgid TEXT NOT NULL,
    time INTEGER NOT NULL,  -- from when on the message said this
    text TEXT NOT NULL,
    PRIMARY KEY (conversation, msgid, time)
) WITHOUT ROWID;
"""

MIGRATIONS = (_FIRST, _WORDS, _PLACES, _MARKS, _SENDERS, _INDEXING, _EDITS)


class NewerStore(Exception):  # noqa: N818 - named for what it is
    """A later version of the program wrote the file; this one must not touch it."""


def version_of(database: sqlite3.Connection) -> int:
    """The version of the tables, 0 for none; nothing is written.

    Raises NewerStore, and sqlite3.DatabaseError for a damaged file.
    """
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise NewerStore(
            _("its version is {version}, and this program knows {known}").format(
                version=version, known=len(MIGRATIONS)
            )
        )
    return version


def migrate(database: sqlite3.Connection, upto: int = len(MIGRATIONS)) -> None:
    """Bring the tables to a version (the present one). Each step is made whole or not at all.

    Raises what `version_of` raises.
    """
    for number in range(version_of(database), upto):
        script = f"BEGIN; {MIGRATIONS[number]} PRAGMA user_version = {number + 1}; COMMIT;"
        database.executescript(script)
