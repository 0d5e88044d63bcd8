"""What an idle connection costs over TLS: as `benchmarks.connections`, our server alone.

python -m benchmarks.tls --members 1000 --channel-size 100
"""

from __future__ import annotations

import argparse
import ssl
import sys
from dataclasses import asdict

from benchmarks.connections import measured, told
from benchmarks.load import allow_sockets
from benchmarks.report import write_raw
from benchmarks.servers import chat_server_with_tls


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--channel-size", type=int, default=100)
    options = parser.parse_args(argv)
    allow_sockets(options.members + 50)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with chat_server_with_tls() as server:
        result = measured(options, server, context)
    print(f"{server.name:12} {told(result)}")
    raw = {"options": vars(options), "results": [asdict(result)]}
    print(f"raw results: {write_raw('tls', raw)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
