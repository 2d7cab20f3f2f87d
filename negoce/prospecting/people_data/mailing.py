"""What mailings hold about a person: that they were written to, what a letter said; it follows a merge."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.interfaces import LinkedRecords, MergeLink, PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.prospecting.actions.mailing_print import has_letters, print_again
from negoce.prospecting.enums import MailingKind
from negoce.prospecting.models import Mailing, MailingRecipient
from negoce.prospecting.words.mailing import KINDS, say
from negoce.ui.words.say import reader_language

JOURNAL_KINDS = ("mailing",)


def _export(contact_id: int) -> Sequence[PersonTable]:
    language = reader_language()
    rows = [
        (
            row.mailing.name,
            str(KINDS[row.mailing.kind]),
            format_date(timezone.localdate(row.mailing.launched_at), language)
            if row.mailing.launched_at
            else "",
            row.address or ", ".join(row.lines),
            say(Explanation(row.left_out, row.figures)) if row.left_out else row.text,
            format_date(timezone.localdate(row.unsubscribed_at), language) if row.unsubscribed_at else "",
        )
        for row in MailingRecipient.objects.filter(contact_id=contact_id)
        .select_related("mailing")
        .order_by("pk")
    ]
    columns = (_("Envoi en nombre"), _("Type"), _("Le"), _("Adresse"), _("Texte"), _("Désinscription"))
    return [PersonTable("mailings", _("Envois en nombre"), columns, rows)]


def _erase(crowd: Crowd) -> int:
    """That a mailing counted somebody of the company stays; nothing leads to the person."""
    rows = MailingRecipient.objects.filter(contact_id__in=crowd.keys)
    written_to = rows.filter(left_out="").order_by().values("mailing_id")
    _print_again(Mailing.objects.filter(pk__in=written_to, kind=MailingKind.LETTER.value))
    return rows.update(contact=None, address="", name="", subject="", text="", lines=[], figures={})


def _house(crowd: Crowd) -> int:
    letters = Mailing.objects.filter(kind=MailingKind.LETTER.value).order_by("pk")
    naming = [
        pk
        for pk, *texts in letters.values_list("pk", "subject", "body", "name")
        if any(crowd.redact(text) != text for text in texts)
    ]
    _print_again(letters.filter(pk__in=naming))
    # A letter to somebody else has its final words in its own row.
    others = MailingRecipient.objects.filter(mailing__in=naming).exclude(text="")
    changed = mend_rows(others, ("subject", "text"), crowd.redact)
    places = ((Mailing.objects.all(), ("name", "subject", "body"), ("filter_text",), ()),)
    return changed + mend_house_texts(places, JOURNAL_KINDS, crowd.redact)


def _print_again(letters: QuerySet[Mailing]) -> None:
    for each in letters.order_by("pk"):
        if has_letters(each):
            print_again(each)


MAILING_PEOPLE = PersonData("mailings", _("Envois en nombre"), _export, _erase, _house)
MAILING_LINKS = (
    LinkedRecords(
        key="mailings",
        label=_("Envois en nombre"),
        kind="company",
        links=(MergeLink("prospecting.MailingRecipient", "company"),),
    ),
    LinkedRecords(
        key="mailings_to",
        label=_("Envois en nombre"),
        kind="contact",
        links=(MergeLink("prospecting.MailingRecipient", "contact"),),
    ),
)
