-- The words that are in the index: seen through, not stored.
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, instance);
