"""What happened before: last orders, what was said last, what we promised, what is still to find out."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.enums import ActivityKind
from negoce.companies.models import Activity, Contact
from negoce.companies.words.choices import choice_label
from negoce.kit.dates import format_date
from negoce.kit.money import format_money_round
from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.negotiation.rules.discovery import asked
from negoce.negotiation.words.discovery import question_words
from negoce.orders.queries.last_orders import last_orders
from negoce.ui.words.say import reader_language
from negoce.web.activities.lines import part_words
from negoce.web.activities.words import day_words
from negoce.web.companies.record import company_url
from negoce.web.deals.panel_types import PEOPLE
from negoce.web.discovery.words import interview_url, progress_words
from negoce.web.preparation.prepared import Prepared

_ORDERS, _SAID = 3, 4


def said_block(prepared: Prepared) -> SheetBlock:
    """The last exchange with its words, then those before it by their subject."""
    said = prepared.meetings.said[:_SAID]
    lines: list[SheetLine] = []
    for place, each in enumerate(said):
        lines.append(_exchange(prepared, each, whole=not place))
        if not place:
            lines += _report(each)
    return SheetBlock(
        key="said",
        title=_("Ce qui a été dit"),
        lines=lines,
        todo=_("Aucun échange n’est noté avec ce client."),
        edits=[SheetEdit(_("Tous les échanges"), company_url(prepared.deal.company))],
    )


def orders_block(prepared: Prepared) -> SheetBlock | None:
    """The last orders; one query."""
    found = last_orders(prepared.deal.company, _ORDERS)
    if not found.orders:
        return None
    language = reader_language()
    return SheetBlock(
        key="orders",
        title=_("Dernières commandes"),
        lines=[
            SheetLine(
                _("%(reference)s du %(day)s : %(amount)s HT")
                % {
                    "reference": each.reference,
                    "day": format_date(each.ordered_on, language),
                    "amount": format_money_round(each.net, language, each.currency),
                },
                note=_("annulée") if each.cancelled_at is not None else "",
                url=reverse("orders:order", args=[each.public_id]),
            )
            for each in found.orders
        ],
    )


def promises_block(prepared: Prepared) -> SheetBlock:
    """What we promised and have not kept yet, the earliest first."""
    promises = prepared.signing.promises
    return SheetBlock(
        key="promises",
        title=_("Nos promesses ouvertes"),
        lines=[
            SheetLine(
                each.subject,
                note=_("pour %(day)s")
                % {"day": day_words(timezone.localdate(each.starts_at), prepared.today)},
                tone="bad" if timezone.localdate(each.starts_at) < prepared.today else "",
                url=reverse("activities:record", args=[each.public_id]),
            )
            for each in promises
        ],
        todo=_("Aucune promesse en attente : rien ne vous sera reproché."),
        is_settled=True,
    )


def unknown_block(prepared: Prepared) -> SheetBlock:
    """The questions without an answer, and the people without a name or never met."""
    found = prepared.discovered
    lines = list(_people_to_find(prepared))
    if found is not None:
        texts = {key: each.answer for key, each in found.answers.items()}
        lines += [
            SheetLine(question_words(each))
            for each in asked(found.questions, texts)
            if not texts.get(each.key)
        ]
    return SheetBlock(
        key="unknown",
        title=_("Ce qu’il reste à savoir"),
        lines=lines,
        meta=progress_words(found.progress) if found is not None else "",
        todo=_("Tenez l’entretien de découverte : il dira ce qui manque.")
        if found is None
        else _("Tout a été répondu."),
        edits=_discovery_edits(prepared),
        is_settled=found is not None,
    )


def _discovery_edits(prepared: Prepared) -> Sequence[SheetEdit]:
    if not prepared.may_edit:
        return ()
    found = prepared.discovered
    if found is not None:
        return [SheetEdit(_("Reprendre l’entretien"), interview_url(found.interviews[0], prepared.deal))]
    url = reverse("discovery:new", args=[prepared.deal.public_id])
    return [SheetEdit(_("Commencer la découverte"), url, is_dialog=True)]


def _people_to_find(prepared: Prepared) -> Sequence[SheetLine]:
    found = prepared.map
    if found is None:
        return ()
    nameless = [each.name for each in found.people if each.row.contact_id is None]
    if not nameless:
        return ()
    words = ngettext("Qui est : %(names)s ?", "Qui sont : %(names)s ?", len(nameless))
    return [SheetLine(words % {"names": ", ".join(nameless)}, tone="warn", url=prepared.tab_url(PEOPLE))]


def _exchange(prepared: Prepared, each: Activity, *, whole: bool) -> SheetLine:
    kind = choice_label(ActivityKind, each.kind)
    day = day_words(timezone.localdate(each.starts_at), prepared.today)
    people = ", ".join(contact.full_name for contact in _named(each))
    head = f"{kind} · {day}" + (f" · {people}" if people else "")
    words = " ".join(part for part in (each.subject, each.body if whole else "") if part)
    return SheetLine(head, note=words, url=reverse("activities:record", args=[each.public_id]))


def _named(each: Activity) -> Sequence[Contact]:
    people = (part.contact for part in each.activity_contacts.all())
    return [contact for contact in people if contact.deleted_at is None and contact.erased_at is None]


def _report(each: Activity) -> Sequence[SheetLine]:
    return [SheetLine(part_words(part)) for part in each.report_items.all()]
