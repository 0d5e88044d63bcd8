"""What the operator decides, each declared once, by section of the file. Values only.

The command line (`server.shell.arguments`) and the file (`server.shell.config_file`) fill them in.
"""

from __future__ import annotations

from server.config.accounts import AccountOptions, Registration
from server.config.history import HistoryOptions
from server.config.limits import Limits
from server.config.rates import NO_RATES, Rates
from server.config.server import OPTIONS, LogFormat, LogLevel, ServerConfig
from server.config.uploads import Uploads
from server.config.version import installed_version

__all__ = [
    "NO_RATES",
    "OPTIONS",
    "AccountOptions",
    "HistoryOptions",
    "Limits",
    "LogFormat",
    "LogLevel",
    "Rates",
    "Registration",
    "ServerConfig",
    "Uploads",
    "installed_version",
]
