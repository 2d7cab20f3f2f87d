"""The thread of each company: what was said and done, in step with what it ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from negoce.companies.enums import ActivityKind, ActivityState, Direction
from negoce.demo.courtship_stories import tell_courtship
from negoce.demo.draws import draws
from negoce.demo.moments import coming_moment, midnight, past_moment
from negoce.demo.outline import Outline
from negoce.demo.prospect_stories import follow_up, tell_prospect
from negoce.demo.rows import ActivityRow, CompanyRow, OrderRow
from negoce.demo.writing import Writer, spoken_name

KIND = ActivityKind
OUT, IN = Direction.OUTGOING.value, Direction.INCOMING.value
QUIET_AFTER = 75
MARKETING = "ines"
PLANNED_SHARE = 0.075
ORDERS_TOLD = 5
# A prospect that did not answer hears from us about so often.
RARELY = 260


def activities_of(
    seed: int, outline: Outline, company: CompanyRow, orders: Sequence[OrderRow], today: date
) -> tuple[ActivityRow, ...]:
    """Return the activities of a company; the task of a report item comes before the report."""
    source = draws(seed, "activities", outline.key)
    writer = Writer(source, company, company.owner_key or MARKETING, outline.profile.buys, today)
    if outline.is_customer:
        _tell_customer(writer, orders)
    else:
        tell_prospect(writer)
        if writer.rows and not outline.featured:
            follow_up(_apart(writer, seed, "follow-up"), writer.rows[-1].starts_at.date(), today, RARELY)
    if company.owner_key and source.random() < (0.5 if outline.featured else PLANNED_SHARE):
        _plan(writer)
    if outline.first_order_on is not None and not outline.featured:
        tell_courtship(_apart(writer, seed, "courtship"), outline.first_order_on)
    return tuple(writer.rows)


def _apart(writer: Writer, seed: int, name: str) -> Writer:
    """The same thread told with draws of its own: the rest of it does not change with them."""
    return replace(writer, source=draws(seed, name, writer.company.key))


def _tell_customer(writer: Writer, orders: Sequence[OrderRow]) -> None:
    source = writer.source
    sales = [order for order in orders if not order.is_return and order.lines]
    returns = [order for order in orders if order.is_return]
    told = sorted(source.sample(sales, min(len(sales), ORDERS_TOLD)), key=lambda order: order.ordered_on)
    for order in told:
        chance = source.random()
        if chance < 0.38:
            _order_call(writer, order)
        elif chance < 0.68:
            _visit_before(writer, order)
        else:
            _messages_about(writer, order)
        if source.random() < 0.45:
            _check_call(writer, order)
    if returns and source.random() < 0.8:
        _return_call(writer, returns[-1])
    _between_orders(writer, sales)
    _quiet_or_courtesy(writer, sales)


def _between_orders(writer: Writer, sales: Sequence[OrderRow]) -> None:
    """Visits and messages that no order followed at once, since the company is in the file."""
    source = writer.source
    age = (writer.today - writer.company.created_on).days
    for _ in range(source.choices((0, 1, 2, 3), weights=(22, 34, 28, 16))[0]):
        contact, order = writer.person(), source.choice(sales) if sales else None
        when = past_moment(
            source, writer.today - timedelta(days=source.randrange(1, min(age, 700))), writer.today
        )
        if source.random() < 0.45:
            items = writer.report_items(when, contact, None)
            subject, body = (
                writer.fill("visit_subjects", contact, order),
                writer.fill("visit_bodies", contact, order),
            )
            writer.add(KIND.VISIT, subject, when, contact, body=body, duration=40, direction=OUT, items=items)
        else:
            body = writer.fill("mails_out", contact, order)
            writer.add(KIND.EMAIL, "Nouveautés de la saison", when, contact, body=body, direction=OUT)


def _order_call(writer: Writer, order: OrderRow) -> None:
    contact = writer.person()
    subject = f"Commande {order.reference} par téléphone"
    body = writer.fill("order_calls", contact, order)
    direction = writer.source.choice((IN, IN, OUT))
    when = past_moment(writer.source, order.ordered_on, writer.today)
    writer.add(KIND.CALL, subject, when, contact, body=body, duration=12, direction=direction)


def _visit_before(writer: Writer, order: OrderRow) -> None:
    contact = writer.person()
    day = order.ordered_on - timedelta(days=writer.source.randrange(1, 13))
    when = past_moment(writer.source, day, writer.today)
    items = writer.report_items(when, contact, order)
    subject = writer.fill("visit_subjects", contact, order)
    body = writer.fill("visit_bodies", contact, order)
    brought = writer.fill("brought", contact, order) if writer.source.random() < 0.25 else ""
    writer.add(
        KIND.VISIT,
        subject,
        when,
        contact,
        body=body,
        duration=45,
        direction=OUT,
        items=items,
        brought=brought,
    )


def _messages_about(writer: Writer, order: OrderRow) -> None:
    contact = writer.person()
    when = past_moment(writer.source, order.ordered_on, writer.today)
    body = writer.fill("confirmations", contact, order)
    writer.add(
        KIND.EMAIL, f"Confirmation de la commande {order.reference}", when, contact, body=body, direction=OUT
    )


def _check_call(writer: Writer, order: OrderRow) -> None:
    contact = writer.person()
    day = order.ordered_on + timedelta(days=writer.source.randrange(5, 13))
    if day >= writer.today:
        return
    when = past_moment(writer.source, day, writer.today)
    body = writer.fill("check_calls", contact, order)
    writer.add(
        KIND.CALL,
        f"Suivi de livraison {order.reference}",
        when,
        contact,
        body=body,
        duration=6,
        direction=OUT,
    )


def _return_call(writer: Writer, order: OrderRow) -> None:
    contact = writer.person()
    when = past_moment(writer.source, order.ordered_on - timedelta(days=3), writer.today)
    body = writer.fill("return_calls", contact, order)
    writer.add(
        KIND.CALL,
        f"Retour de marchandise {order.reference}",
        when,
        contact,
        body=body,
        duration=9,
        direction=IN,
    )


def _quiet_or_courtesy(writer: Writer, sales: Sequence[OrderRow]) -> None:
    """Who has not ordered for long is called; others sometimes get a message."""
    source, contact = writer.source, writer.person()
    last = sales[-1] if sales else None
    if last is None:
        return
    silent = (writer.today - last.ordered_on).days
    if silent > QUIET_AFTER:
        days = source.randrange(QUIET_AFTER - 15, silent)
        when = past_moment(source, last.ordered_on + timedelta(days=days), writer.today)
        body = writer.fill("quiet_calls", contact, last, days=(when.date() - last.ordered_on).days)
        writer.add(
            KIND.CALL, "Relance : plus de commande", when, contact, body=body, duration=7, direction=OUT
        )
    elif source.random() < 0.35:
        when = past_moment(source, writer.today - timedelta(days=source.randrange(2, 40)), writer.today)
        section, direction = source.choice((("mails_in", IN), ("mails_out", OUT)))
        body = writer.fill(section, contact, last)
        writer.add(KIND.EMAIL, "Catalogue et tarifs", when, contact, body=body, direction=direction)


def _plan(writer: Writer) -> None:
    """Something to do in the coming days, today included; a task now and then is late."""
    source, contact = writer.source, writer.person()
    days = source.choice((0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 18, 21))
    kind, section = source.choice(
        (
            (KIND.VISIT, "planned_visits"),
            (KIND.CALL, "planned_calls"),
            (KIND.CALL, "planned_calls"),
            (KIND.TASK, "planned_tasks"),
        )
    )
    subject = writer.fill(section, contact)
    day = writer.today + timedelta(days=days if kind is not KIND.TASK else days - 4)
    if kind is KIND.TASK:
        writer.add(kind, subject, midnight(day), contact, state=ActivityState.PLANNED, all_day=True)
        return
    subject = f"{subject} — {spoken_name(contact)}" if contact and kind is KIND.VISIT else subject
    duration = 45 if kind is KIND.VISIT else 10
    writer.add(
        kind,
        subject,
        coming_moment(source, day),
        contact,
        state=ActivityState.PLANNED,
        duration=duration,
        direction=OUT,
    )
