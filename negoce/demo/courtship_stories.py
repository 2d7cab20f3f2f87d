"""How customers were won: the exchanges before their first order, as with those who never ordered."""

from __future__ import annotations

from datetime import date, timedelta

from negoce.companies.enums import MeetingAnswer
from negoce.demo.prospect_stories import first_contact, follow_up, hold_discovery, propose
from negoce.demo.writing import Writer

# Older ones are in no report.
TOLD_DAYS = 930
_CAME_BY_THEMSELVES, _CALLED_ONCE = 0.2, 0.25
# The answers of those who ordered in the end: not all of them met us.
_ANSWERS = (30, 52, 18)
_EVERY_DAYS = 110


def tell_courtship(writer: Writer, first_order_on: date) -> None:
    """First contact, a meeting proposed, its answer, a discovery; then news until the first order."""
    source, begins = writer.source, writer.company.created_on
    whole = (first_order_on - begins).days
    if (writer.today - first_order_on).days > TOLD_DAYS or source.random() < _CAME_BY_THEMSELVES:
        return
    contact, day = writer.person(), begins + timedelta(days=source.randrange(1, max(2, min(30, whole // 2))))
    first_contact(writer, contact, day)
    if contact is not None and source.random() >= _CALLED_ONCE:
        day += timedelta(days=source.randrange(2, 25))
        answer = source.choices(tuple(MeetingAnswer), weights=_ANSWERS)[0]
        if day < first_order_on:
            propose(writer, contact, day, answer)
        day += timedelta(days=source.randrange(3, 21))
        if answer is MeetingAnswer.ACCEPTED and day < first_order_on:
            hold_discovery(writer, contact, day)
    follow_up(writer, day, first_order_on, _EVERY_DAYS)
