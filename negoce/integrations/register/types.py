"""What the register says of a company, in our words, and how asking may fail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """A company of the register; texts are empty where it says nothing, or may not.

    `is_closed` tells that it ceased; `is_hidden` that its owner asked not to be shown: names and places are then
    left out, and it is not to be solicited on the strength of the register.
    """

    siren: str
    siret: str = ""
    name: str = ""
    trade_name: str = ""
    legal_form: str = ""
    activity_code: str = ""
    headcount_band: str = ""
    establishments_count: int | None = None
    postal_code: str = ""
    city: str = ""
    is_closed: bool = False
    is_hidden: bool = False


class RegisterAway(Exception):
    """It may answer later: no line, too slow, too many questions, or out of order. `wait` is in seconds."""

    def __init__(self, told: str, wait: float = 60.0) -> None:
        super().__init__(told)
        self.wait = wait


class RegisterRefused(Exception):
    """Asking again would change nothing: the address is wrong, or the question is not understood."""
