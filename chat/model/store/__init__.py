"""What was seen, kept on this machine: SQLite with full-text search, on a thread of its own."""
