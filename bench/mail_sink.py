"""A mail server that counts: `python -m bench.mail_sink PORT FILE` writes each Message-ID that it takes, one a line."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

_ID = re.compile(rb"^Message-ID: <([^@>]+)", re.MULTILINE | re.IGNORECASE)


class _Sink:
    def __init__(self, path: Path) -> None:
        self._file = path.open("a", buffering=1, encoding="ascii")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        found = _ID.search(envelope.content)
        # Written before the answer: what the client is told was taken is counted, whatever happens next.
        self._file.write(f"{found[1].decode() if found else '?'}\n")
        return "250 OK"


def main() -> None:
    """Serve until killed."""
    controller = Controller(_Sink(Path(sys.argv[2])), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    print("ready", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
