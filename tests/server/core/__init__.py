"""The server's core, in memory: lines in, messages out."""
