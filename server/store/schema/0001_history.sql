-- Messages and events, the conversations they are kept under, the words in them, read markers.

-- A channel (owner '') or one person's copy of the talk with another. Events that are no messages
-- (JOIN, MODE...) are entered under the negative id, so that either kind is one range of `entries`.
-- floor: what is older may not be read any more. closed: to be cut off when the channel begins anew.
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    shown TEXT NOT NULL,
    floor INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (owner, name)
);

-- An event, once, whatever the number of its conversations. The id is time and msgid at once
-- (core.message_ids). A redacted one has an empty verb and nothing else left but its places.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    verb TEXT NOT NULL,
    source TEXT NOT NULL,
    account TEXT,
    target TEXT NOT NULL,
    middle TEXT NOT NULL,
    text TEXT,
    tags TEXT NOT NULL,
    author TEXT NOT NULL,
    places TEXT NOT NULL  -- the conversations' ids as they stand in `entries`, parted by spaces
);

CREATE TABLE entries (
    conversation INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (conversation, message)
) WITHOUT ROWID;

-- place: a word for each conversation; sender: the nick in hexadecimal, so that it is one word.
CREATE VIRTUAL TABLE words USING fts5 (
    place, sender, text,
    content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE indexing (upto INTEGER NOT NULL);  -- messages up to this id are in `words`
INSERT INTO indexing VALUES (0);

CREATE TABLE read_markers (
    account TEXT NOT NULL,
    target TEXT NOT NULL,
    time INTEGER NOT NULL,  -- milliseconds since the epoch
    PRIMARY KEY (account, target)
) WITHOUT ROWID;
