"""What the log leaves out: the secrets that stand in addresses."""

from __future__ import annotations

import logging
import re

# The page of an offer, a sign-in link, a new password: whoever reads such an address may use it.
_SECRET = re.compile(r"(/(?:q|enter|key)/)[\w.~%-]{16,}")


class HideSecrets(logging.Filter):
    """Writes « … » for the token of an address, whoever logs it; the rest of the line stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, its message made whole and its tokens taken out."""
        message = record.getMessage()
        hidden = _SECRET.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
