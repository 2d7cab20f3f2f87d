"""The panel of a person's rights on the page of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import Channel
from negoce.companies.models import Opposition
from negoce.companies.permissions import may_answer_person
from negoce.companies.queries.contact_page import contact_oppositions
from negoce.companies.rules.privacy.retention import retention
from negoce.companies.words.choices import choice_label
from negoce.companies.words.contact_values import show_contact_value
from negoce.companies.words.findings import say
from negoce.orders.models import CustomerSales
from negoce.web.contacts.values import fact_rows

if TYPE_CHECKING:
    from negoce.web.contacts.record import ContactRecord


def privacy_context(record: ContactRecord) -> Mapping[str, object]:
    """Basis, notice, source, refusals, and until when the data may be used; two queries."""
    contact = record.contact
    last_order = (
        CustomerSales.objects.filter(company_id=contact.company_id)
        .values_list("last_order_on", flat=True)
        .first()
    )
    collected = timezone.localtime(contact.created_at).date()
    kept = retention(collected, contact.last_sign_on, last_order)
    return {
        "rows": fact_rows(record, ("informed_on", "informed_through", "information_source")),
        "informed": contact.informed_on is not None,
        "oppositions": [_line(each) for each in contact_oppositions(contact)],
        "due_on": show_contact_value("", kept.due_on),
        "due_reason": say(kept.reason),
        "is_over": kept.is_over(timezone.localdate()),
        "may_answer": may_answer_person(record.actor),
    }


def _line(opposition: Opposition) -> Mapping[str, object]:
    words = _("depuis le %(day)s") % {"day": show_contact_value("", opposition.opposed_on)}
    if opposition.lifted_on is not None:
        words = _("du %(since)s au %(until)s") % {
            "since": show_contact_value("", opposition.opposed_on),
            "until": show_contact_value("", opposition.lifted_on),
        }
    return {
        "key": opposition.pk,
        "channel": choice_label(Channel, opposition.channel),
        "words": words,
        "source": opposition.source,
        "stands": opposition.lifted_on is None,
    }
