"""The threads of suspects and prospects, with the facts by which the life cycle tells them apart."""

from __future__ import annotations

from datetime import date, timedelta

from negoce.companies.enums import ActivityKind, Direction, MeetingAnswer
from negoce.demo.moments import past_moment
from negoce.demo.rows import ContactRow
from negoce.demo.writing import Writer

KIND = ActivityKind
OUT, IN = Direction.OUTGOING.value, Direction.INCOMING.value
UNTOUCHED_SHARE = 0.22


def tell_prospect(writer: Writer) -> None:
    """First contact, a meeting proposed, its answer, and for some a discovery with a need and an intent."""
    source, company = writer.source, writer.company
    if (not company.owner_key and source.random() < 0.6) or source.random() < UNTOUCHED_SHARE:
        return
    contact = writer.person()
    day = company.created_on + timedelta(days=source.randrange(1, 30))
    first_contact(writer, contact, day)
    if source.random() < 0.3 or contact is None:
        return
    day += timedelta(days=source.randrange(4, 25))
    answer = source.choices(tuple(MeetingAnswer), weights=(34, 40, 26))[0]
    propose(writer, contact, day, answer)
    if answer is MeetingAnswer.ACCEPTED:
        day += timedelta(days=source.randrange(5, 21))
        if day < writer.today:
            hold_discovery(writer, contact, day)
    elif source.random() < 0.4:
        _message(writer, contact, day + timedelta(days=source.randrange(3, 20)))


def follow_up(writer: Writer, since: date, until: date, every: int) -> None:
    """News now and then, answered or not, until a day."""
    source, day = writer.source, since
    while (day := day + timedelta(days=source.randrange(every // 3, 2 * every))) < until:
        contact, when = writer.person(), past_moment(source, day, writer.today)
        if source.random() < 0.5:
            body = writer.fill("mails_out", contact)
            writer.add(KIND.EMAIL, "Notre catalogue", when, contact, body=body, direction=OUT)
        else:
            body = writer.fill("first_calls", contact)
            writer.add(KIND.CALL, "Relance", when, contact, body=body, duration=6, direction=OUT)


def first_contact(writer: Writer, contact: ContactRow | None, day: date) -> None:
    """How they came to know us."""
    when = past_moment(writer.source, day, writer.today)
    if writer.company.origin_channel == "inbound":
        body = writer.fill("mails_in", contact)
        writer.add(KIND.EMAIL, "Demande de tarifs", when, contact, body=body, direction=IN)
        return
    body = writer.fill("first_calls", contact)
    writer.add(KIND.CALL, "Premier appel", when, contact, body=body, duration=8, direction=OUT)


def propose(writer: Writer, contact: ContactRow, day: date, answer: MeetingAnswer) -> None:
    """A meeting proposed by telephone, and what they said."""
    sections = {
        MeetingAnswer.PROPOSED: "proposals",
        MeetingAnswer.ACCEPTED: "accepted",
        MeetingAnswer.REFUSED: "refused",
    }
    when = past_moment(writer.source, day, writer.today)
    body = writer.fill(sections[answer], contact)
    need = (
        writer.fill("needs", contact)
        if answer is MeetingAnswer.ACCEPTED and writer.source.random() < 0.4
        else ""
    )
    writer.add(
        KIND.CALL,
        "Proposition de rendez-vous",
        when,
        contact,
        body=body,
        duration=10,
        direction=OUT,
        meeting_answer=answer.value,
        need=need,
    )


def hold_discovery(writer: Writer, contact: ContactRow, day: date) -> None:
    """The first visit, with a need."""
    when = past_moment(writer.source, day, writer.today)
    items = writer.report_items(when, contact, None)
    writer.add(
        KIND.VISIT,
        writer.fill("visit_subjects", contact),
        when,
        contact,
        body=writer.fill("discoveries", contact),
        duration=60,
        direction=OUT,
        items=items,
        need=writer.fill("needs", contact),
        intent=writer.source.random() < 0.45,
        brought=writer.fill("brought", contact),
    )


def _message(writer: Writer, contact: ContactRow, day: date) -> None:
    when = past_moment(writer.source, day, writer.today)
    body = writer.fill("mails_out", contact)
    writer.add(KIND.EMAIL, "Notre catalogue", when, contact, body=body, direction=OUT)
