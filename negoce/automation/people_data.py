"""What My day holds about a person: the words of a refusal, and their name in an action that names them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.automation.enums import DayKind
from negoce.automation.models import DayAction, DayAnswer
from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.models import Company, Contact
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.ui.words.say import reader_language


def _companies(contact_id: int) -> Q:
    """Those where the person works or worked."""
    own = Company.objects.filter(Q(contacts__pk=contact_id) | Q(posts__contact_id=contact_id))
    return Q(company__in=own.order_by().values("pk"))


def _export(contact_id: int) -> Sequence[PersonTable]:
    """The actions that are about meeting this very person; words about their company are not about them."""
    person = Contact.objects.filter(pk=contact_id).values("public_id")
    rows = DayAction.objects.filter(_companies(contact_id), kind=DayKind.DECIDER.value, target__in=person)
    day = format_date(timezone.localdate(), reader_language())
    lines = [
        (row.company.name if row.company else "", day)
        for row in rows.select_related("company").order_by("pk")
    ]
    return (PersonTable("day", _("À rencontrer"), (_("Entreprise"), _("Date")), lines),)


def _erase(crowd: Crowd) -> int:
    """Actions of their companies go, the next day holds them anew."""
    return DayAction.objects.filter(company_id__in=crowd.own_companies).delete()[0]


def _house(crowd: Crowd) -> int:
    """Refusals, at any company, forget the name; a task or a message about no company may name anybody."""
    DayAction.objects.filter(company__isnull=True).delete()
    answers = DayAnswer.objects.exclude(words="")
    return mend_house_texts([(answers, ("words",), (), ())], (), crowd.redact)


DAY_PEOPLE = PersonData("day", _("Ma journée"), _export, _erase, _house)
