"""Activities as lines of a thread or of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.enums import ActivityKind, ActivityState, MeetingAnswer, ReportItemKind
from negoce.companies.models import Activity, Contact, ReportItem
from negoce.companies.words.choices import choice_label
from negoce.kit.money import format_money
from negoce.web.activities.words import ICONS, day_words, is_late, language, moment_words, time_tag
from negoce.web.addresses import address_of
from negoce.web.companies.record import url_or_nothing

_TONES = {
    ActivityKind.VISIT: "accent",
    ActivityKind.VIDEO: "accent",
    ActivityKind.CALL: "accent",
    ActivityKind.EMAIL: "info",
    ActivityKind.MESSAGE: "info",
    ActivityKind.LETTER: "info",
    ActivityKind.TASK: "good",
}
_ANSWER_TONES = {MeetingAnswer.ACCEPTED: "good", MeetingAnswer.REFUSED: "bad", MeetingAnswer.PROPOSED: "info"}
_SHORTEST_PROMISE = 38
_TEXT = 400


@dataclass(frozen=True, slots=True)
class Promise:
    """An open promise or question: its task's address and « échantillon → 30 nov. »."""

    label: str
    url: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded fact in a chip."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity ready to be drawn."""

    activity: Activity
    url: str
    title: SafeString
    kind: str
    icon: str
    rest: SafeString
    when: SafeString
    day: str
    tone: str
    subject: str
    text: str
    promises: Sequence[Promise]
    open_count: str
    facts: Sequence[Fact]
    late: bool


def activity_line(
    activity: Activity, today: date, *, names_company: bool = False, names_owner: bool = True
) -> ActivityLine:
    """Put an activity into words.

    `names_company` where the page is not that of the company, `names_owner` where it is not all one person's.
    """
    kind = choice_label(ActivityKind, activity.kind)
    url = address_of("activities:record", activity.public_id)
    parts = list(activity.report_items.all())
    promises = [_promise(part, today) for part in parts if _is_open(part)]
    count = len(promises)
    said = ngettext("%(count)s engagement ouvert", "%(count)s engagements ouverts", count) % {"count": count}
    return ActivityLine(
        activity=activity,
        url=url,
        title=format_html('<a href="{}">{}</a>', url, kind),
        kind=kind,
        icon=ICONS[ActivityKind(activity.kind)],
        rest=_rest(activity, names_company=names_company),
        when=_when(activity, today, names_owner=names_owner),
        day=day_words(timezone.localtime(activity.starts_at).date(), today),
        tone=_TONES.get(ActivityKind(activity.kind), ""),
        subject="" if activity.subject == kind else activity.subject,
        text=_text(activity, parts),
        promises=promises,
        open_count=said if count else "",
        facts=_facts(activity),
        late=is_late(activity, today),
    )


def part_words(part: ReportItem) -> str:
    """« Accord : livraison le mardi », with the figures of an offer."""
    return _("%(kind)s : %(text)s") % {
        "kind": choice_label(ReportItemKind, part.kind),
        "text": part_text(part),
    }


def part_text(part: ReportItem) -> str:
    """The text of a part, with the figures of an offer."""
    figures = []
    if part.quantity is not None:
        figures.append(_("quantité %(quantity)s") % {"quantity": f"{part.quantity.normalize():f}"})
    if part.price is not None:
        figures.append(_("%(price)s HT") % {"price": format_money(part.price, language())})
    figures += [each for each in (part.delivery, part.terms) if each]
    return f"{part.text} ({', '.join(figures)})" if figures else part.text


def people_links(activity: Activity) -> SafeString:
    """The names of those who take part, linked to their page when they are still there to be seen."""
    links = activity.activity_contacts.all()
    return format_html_join(", ", "{}", ((_person(activity, link.contact),) for link in links))


def _person(activity: Activity, contact: Contact) -> SafeString | str:
    url = url_or_nothing("contacts:record", contact.public_id)
    reachable = contact.company_id == activity.company_id and not contact.deleted_at and not contact.erased_at
    return (
        format_html('<a href="{}">{}</a>', url, contact.full_name) if url and reachable else contact.full_name
    )


def _rest(activity: Activity, *, names_company: bool) -> SafeString:
    people = people_links(activity)
    rest = format_html(_("avec {}"), people) if people else SafeString("")
    if not names_company or activity.company is None:
        return rest
    url = reverse("companies:record", args=[activity.company.public_id])
    company = format_html('<a href="{}">{}</a>', url, activity.company.name)
    return format_html("{} · {}", company, rest) if rest else company


def _when(activity: Activity, today: date, *, names_owner: bool) -> SafeString:
    all_day = activity.all_day
    if activity.state == ActivityState.PLANNED:
        words = moment_words(activity.starts_at, today, all_day=all_day)
    else:
        words = day_words(timezone.localtime(activity.starts_at).date(), today)
    moment = time_tag(words, activity.starts_at, all_day=all_day)
    if activity.owner is None or not names_owner:
        return moment
    return format_html("{} · {}", moment, activity.owner.first_name or activity.owner.full_name)


def _text(activity: Activity, parts: Sequence[ReportItem]) -> str:
    body = shorten(activity.body, _TEXT, placeholder="…") if activity.body else ""
    sentences = [_sentence(part_words(part)) for part in parts]
    return " ".join([*([body] if body else []), *sentences])


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _is_open(part: ReportItem) -> bool:
    task = part.task
    return task is not None and task.deleted_at is None and task.state == ActivityState.PLANNED


def _promise(part: ReportItem, today: date) -> Promise:
    assert part.task is not None
    day = day_words(timezone.localtime(part.task.starts_at).date(), today)
    label = f"{shorten(part.task.subject, _SHORTEST_PROMISE, placeholder='…')} → {day}"
    return Promise(label, reverse("activities:record", args=[part.task.public_id]), is_late(part.task, today))


def _facts(activity: Activity) -> Sequence[Fact]:
    facts = []
    if activity.meeting_answer:
        answer = MeetingAnswer(activity.meeting_answer)
        facts.append(Fact(choice_label(MeetingAnswer, answer.value), _ANSWER_TONES[answer]))
    if activity.quote_wanted:
        facts.append(Fact(_("Devis voulu"), "good"))
    if activity.buying_intent:
        facts.append(Fact(_("Intention d’achat"), "good"))
    if activity.departure_declared:
        facts.append(Fact(_("Départ annoncé"), "warn"))
    if activity.need_recorded:
        facts.append(
            Fact(_("Besoin : %(need)s") % {"need": shorten(activity.need_recorded, 60, placeholder="…")}, "")
        )
    return facts
