-- What accounts and founded channels say of themselves (METADATA).

CREATE TABLE metadata (
    owner TEXT NOT NULL,           -- an account or a channel, casefolded; channels begin with "#"
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, key)
) WITHOUT ROWID;
