"""Takes a person out of the filters that colleagues saved or ran. Pure."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, quote

from negoce.companies.rules.filter_text import read_filter, write_filter
from negoce.companies.rules.filters import Condition, Group

Redact = Callable[[str], str]
# As the addresses of lists are written.
_PLAIN = "/:,()@"


def redact_filter(text: str, redact: Redact, redact_alone: Redact) -> str:
    """Return a filter whose values no longer name the person; it finds nobody where it found them.

    A filter that names them may give the first name apart from the last: `redact_alone` then takes that too.
    """
    reading = read_filter(text)
    if reading.problems:
        return redact(text)
    if _over(reading.filter, redact) == reading.filter:
        return text
    return write_filter(Group((_over(reading.filter, redact_alone),)))


def redact_query(query: str, redact: Redact, redact_alone: Redact) -> str:
    """The same for the query string of a saved view: its other parameters stay as they are."""
    pairs = parse_qsl(query, keep_blank_values=True)
    mended = [
        (name, redact_filter(value, redact, redact_alone) if name == "filter" else value)
        for name, value in pairs
    ]
    if mended == pairs:
        return query
    return "&".join(f"{name}={quote(value, _PLAIN).replace('%20', '+')}" for name, value in mended)


def _over(node: Condition | Group, redact: Redact) -> Condition | Group:
    if isinstance(node, Condition):
        return Condition(node.field, node.operator, tuple(redact(value) for value in node.values))
    return Group(tuple(_over(part, redact) for part in node.parts), any_of=node.any_of)
