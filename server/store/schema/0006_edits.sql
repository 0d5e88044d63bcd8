-- The newest EDIT of each message that was edited: an event of its own in `messages`.
CREATE TABLE edits (
    message INTEGER PRIMARY KEY,
    edit INTEGER NOT NULL
);
