-- Who may not come in, and what operators did.

CREATE TABLE bans (
    kind TEXT NOT NULL,      -- address, account or mask
    target TEXT NOT NULL,    -- in its normal form
    reason TEXT NOT NULL,
    setter TEXT NOT NULL,
    created REAL NOT NULL,   -- seconds since the epoch
    expires REAL,            -- the same; NULL: never
    PRIMARY KEY (kind, target)
) WITHOUT ROWID;

-- Counts the changes of the bans, so that a running server sees those of the command line.
CREATE TABLE ban_revision (revision INTEGER NOT NULL);
INSERT INTO ban_revision VALUES (0);
CREATE TRIGGER ban_inserted AFTER INSERT ON bans BEGIN
    UPDATE ban_revision SET revision = revision + 1;
END;
CREATE TRIGGER ban_updated AFTER UPDATE ON bans BEGIN
    UPDATE ban_revision SET revision = revision + 1;
END;
CREATE TRIGGER ban_deleted AFTER DELETE ON bans BEGIN
    UPDATE ban_revision SET revision = revision + 1;
END;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    time REAL NOT NULL,      -- seconds since the epoch
    operator TEXT NOT NULL,
    source TEXT NOT NULL,    -- nick!user@address; empty for the command line
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    detail TEXT NOT NULL
);
