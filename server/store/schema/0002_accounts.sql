-- Accounts, the channels they founded, and who stays in channels while no client is connected.

CREATE TABLE accounts (
    key TEXT PRIMARY KEY,          -- the name, casefolded
    name TEXT NOT NULL,
    created REAL NOT NULL,         -- seconds since the epoch
    hashed TEXT,                   -- argon2id, in its own encoding; NULL: no password
    scram_salt BLOB,               -- SCRAM-SHA-256; NULL where hashed is
    scram_iterations INTEGER,
    scram_stored_key BLOB,
    scram_server_key BLOB,
    email TEXT NOT NULL,
    suspended INTEGER NOT NULL,
    always_on INTEGER,             -- NULL: as the server's default
    fingerprints TEXT NOT NULL,    -- of certificates, SHA-256, parted by spaces
    code TEXT NOT NULL,            -- digest of what VERIFY must bring; empty: verified
    code_expires REAL NOT NULL
) WITHOUT ROWID;

-- What the command line changed, so that a running server sees it.
CREATE TABLE account_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL          -- casefolded
);

CREATE TABLE invitations (
    code TEXT PRIMARY KEY,         -- digest
    created REAL NOT NULL,
    expires REAL NOT NULL,
    account TEXT                   -- who used it; NULL: still open
) WITHOUT ROWID;

-- Keys the salts of accounts that are not there.
CREATE TABLE server_secret (secret BLOB NOT NULL);
INSERT INTO server_secret VALUES (randomblob(32));

CREATE TABLE channels (
    key TEXT PRIMARY KEY,          -- the name, casefolded
    name TEXT NOT NULL,
    created REAL NOT NULL,
    founder TEXT NOT NULL,         -- account
    topic TEXT,
    topic_setter TEXT,
    topic_time REAL,
    modes TEXT NOT NULL,
    join_key TEXT,
    join_limit INTEGER,
    lists TEXT NOT NULL,           -- JSON: {mode: [[mask, setter, time], ...]}
    access TEXT NOT NULL           -- JSON: {account: ranks}
) WITHOUT ROWID;

CREATE TABLE standing (
    account TEXT PRIMARY KEY,      -- casefolded
    nick TEXT NOT NULL,
    username TEXT NOT NULL,
    realname TEXT NOT NULL,
    host TEXT NOT NULL,
    modes TEXT NOT NULL,
    channels TEXT NOT NULL         -- JSON: [[name, created, ranks], ...]
) WITHOUT ROWID;
