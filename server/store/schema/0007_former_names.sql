-- The names before: of founded channels that were renamed, and of who stays in channels.

ALTER TABLE channels ADD COLUMN former TEXT NOT NULL DEFAULT '[]';         -- JSON: [key, ...]
ALTER TABLE standing ADD COLUMN nick_since INTEGER NOT NULL DEFAULT 0;     -- message id; 0: unknown
ALTER TABLE standing ADD COLUMN past_nicks TEXT NOT NULL DEFAULT '[]';     -- JSON: [[nick, since, until], ...]
