"""Fills the phrases with what each company bought, who was met, and when; then makes rows of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from negoce.companies.enums import ActivityKind, ActivityState, ReportItemKind
from negoce.demo.lists import phrases
from negoce.demo.moments import midnight
from negoce.demo.products import families_by_code, labels_by_code
from negoce.demo.rows import ActivityRow, CompanyRow, ContactRow, LineRow, OrderRow, ReportItemRow
from negoce.kit.money import format_money

DONE_SHARE = 0.9
LATE_DAYS = 21


@dataclass(slots=True)
class Writer:
    """One company's thread while it is being written."""

    source: random.Random
    company: CompanyRow
    owner_key: str
    buys: str
    today: date
    goods: tuple[LineRow, ...] = ()
    rows: list[ActivityRow] = field(default_factory=list)

    def person(self) -> ContactRow | None:
        """Draw the person met: most often the first contact."""
        contacts = self.company.contacts
        if not contacts:
            return None
        return contacts[0] if self.source.random() < 0.65 else self.source.choice(contacts)

    def fill(
        self, section: str, contact: ContactRow | None, order: OrderRow | None = None, days: int = 0
    ) -> str:
        """Return a phrase of a section, filled; a pair comes back with its bar."""
        lines = _biggest(order.lines) if order else self.goods
        first = self._line(lines)
        second = self._line(tuple(line for line in lines if line is not first) or lines)
        labels, families = labels_by_code(), families_by_code()
        family = families.get(first.code, "Décoration de la maison") if first else "Décoration de la maison"
        count = len(order.lines) if order else 0
        net = abs(order.net_cents) if order else 0
        return self.source.choice(phrases(section)).format(
            company=self.company.name,
            person=spoken_name(contact),
            e="e" if contact and contact.civility == "madam" else "",
            label=_quoted(labels[first.code]) if first else "Guirlande de fanions",
            label2=_quoted(labels[second.code]) if second else "Boîte à déjeuner",
            quantity=abs(first.quantity) if first else 12,
            quantity2=abs(second.quantity) if second else 6,
            family=family,
            lines=f"{count} références" if count > 1 else "une seule référence",
            amount=format_money(Decimal(net) / 100, "fr"),
            reference=order.reference if order else "",
            days=days,
            count=self.source.choice((40, 60, 80, 120, 150, 200)),
            soon=self.source.choice(phrases("soon")),
            weekday=self.source.choice(phrases("weekdays")),
            place_words=_of(self.buys),
        )

    def add(
        self,
        kind: ActivityKind,
        subject: str,
        starts_at: datetime,
        contact: ContactRow | None = None,
        *,
        state: ActivityState = ActivityState.DONE,
        body: str = "",
        duration: int | None = None,
        direction: str = "",
        items: tuple[ReportItemRow, ...] = (),
        all_day: bool = False,
        meeting_answer: str = "",
        need: str = "",
        intent: bool = False,
        brought: str = "",
    ) -> None:
        """Add an activity to the thread."""
        self.rows.append(
            ActivityRow(
                key=self.next_key(),
                company_key=self.company.key,
                owner_key=self.owner_key,
                kind=kind.value,
                state=state.value,
                subject=subject[:200],
                starts_at=starts_at,
                body=body,
                all_day=all_day,
                duration_minutes=duration,
                direction=direction,
                meeting_answer=meeting_answer,
                need_recorded=need,
                buying_intent=intent,
                brought=brought,
                contact_keys=(contact.key,) if contact else (),
                items=items,
            )
        )

    def report_items(
        self, when: datetime, contact: ContactRow | None, order: OrderRow | None
    ) -> tuple[ReportItemRow, ...]:
        """Return the parts of a report; the tasks that promises and questions became join the thread."""
        items = []
        if self.source.random() < 0.7:
            items.append(
                ReportItemRow(ReportItemKind.AGREEMENT.value, self.fill("agreements", contact, order))
            )
        if self.source.random() < 0.45:
            items.append(self._with_task(ReportItemKind.PROMISE, "promises", when, contact, order))
        if self.source.random() < 0.3:
            items.append(self._with_task(ReportItemKind.QUESTION, "questions", when, contact, order))
        if order and self.source.random() < 0.2:
            items.append(self._offer(order))
        return tuple(items)

    def next_key(self) -> str:
        """Return the key of the next activity."""
        return f"{self.company.key}:v{len(self.rows)}"

    def _with_task(
        self,
        kind: ReportItemKind,
        section: str,
        when: datetime,
        contact: ContactRow | None,
        order: OrderRow | None,
    ) -> ReportItemRow:
        text, task = self.fill(section, contact, order).split(" | ")
        due = when.date() + timedelta(days=self.source.randrange(2, 15))
        # Nobody leaves a promise open for months: what is still late dates from the last weeks.
        kept = self.source.random() < DONE_SHARE or due < self.today - timedelta(days=LATE_DAYS)
        done = due < self.today and kept
        key = self.next_key()
        state = ActivityState.DONE if done else ActivityState.PLANNED
        self.add(ActivityKind.TASK, task, midnight(due), contact, state=state, all_day=True)
        return ReportItemRow(kind.value, text, task_key=key)

    def _offer(self, order: OrderRow) -> ReportItemRow:
        line = _biggest(order.lines)[0]
        quantity = max(12, round(abs(line.quantity) * 1.5 / 12) * 12)
        price = max(1, round(line.unit_cents * 0.95))
        label = _quoted(labels_by_code()[line.code])
        return ReportItemRow(
            ReportItemKind.OFFER.value,
            f"{quantity} × «\u00a0{label}\u00a0»",
            quantity=quantity,
            price_cents=price,
            delivery="sous 10 jours",
            terms="30 jours fin de mois",
        )

    def _line(self, lines: tuple[LineRow, ...]) -> LineRow | None:
        return lines[min(len(lines) - 1, self.source.randrange(3))] if lines else None


def spoken_name(contact: ContactRow | None) -> str:
    """Return « Mme Garnier », « M. Petit », or the first name when the civility is unknown."""
    if contact is None:
        return "Le standard"
    titles = {"madam": "Mme", "sir": "M."}
    if contact.civility in titles:
        return f"{titles[contact.civility]}\u00a0{contact.last_name}"
    return f"{contact.first_name} {contact.last_name}"


def _biggest(lines: tuple[LineRow, ...]) -> tuple[LineRow, ...]:
    """Return the lines of goods, the biggest amount first; all of them when there are only services."""
    labels = families_by_code()
    goods = [line for line in lines if labels.get(line.code) != "Prestations"] or list(lines)
    return tuple(sorted(goods, key=lambda line: (-abs(line.net_cents), line.code)))


def _quoted(label: str) -> str:
    """A label that itself holds quotation marks takes the second sort inside a sentence."""
    return label.replace("«\u00a0", "“").replace("\u00a0»", "”")


def _of(place: str) -> str:
    """Return « de la boutique », « du rayon », « des services », « de l’hôtel »."""
    if place.startswith("le "):
        return f"du {place[3:]}"
    if place.startswith("les "):
        return f"des {place[4:]}"
    return f"de {place}"
