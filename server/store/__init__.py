"""What lasts: SQLite behind the ports of `server.core`. The only place that knows SQL."""
