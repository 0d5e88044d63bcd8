"""From the schema a database has to the one this version knows, step by numbered step.

`schema/NNNN_topic.sql` makes version NNNN of its predecessor. A step is never changed once it was
released: what comes later is a file of its own.
"""

from __future__ import annotations

import sqlite3
from importlib import resources

from server.core.stored import StoreFailure


def migrations() -> dict[int, str]:
    """The steps by their numbers, in order."""
    files = (resources.files("server.store") / "schema").iterdir()
    scripts = sorted((file.name, file) for file in files if file.name.endswith(".sql"))
    return {int(name.partition("_")[0]): file.read_text("utf-8") for name, file in scripts}


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database, empty or of an earlier version, to the newest; each step whole or not.

    Raises StoreFailure if a later version of the server made it, sqlite3.Error if it cannot be.
    """
    steps = migrations()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    newest = max(steps)
    if version > newest:
        raise StoreFailure(
            f"the database is of version {version}, made by a newer server; this one knows up to "
            f"version {newest}: install the newer server"
        )
    for number, script in steps.items():
        if number > version:
            _apply(connection, number, script)


def _apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{script};\nPRAGMA user_version = {number};\nCOMMIT;"
        )
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
