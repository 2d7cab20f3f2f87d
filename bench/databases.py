"""Which databases a bench measures."""

from __future__ import annotations


def databases_to_measure(address: str, named: str) -> list[str]:
    """The one behind an address of one's own, otherwise those named ("sqlite,postgresql")."""
    if address:
        return ["sqlite" if address.startswith("sqlite") else "postgresql"]
    return named.split(",")
