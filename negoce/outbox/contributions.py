"""What the outbox lends to the customer file: messages on threads, with merges, in what is held about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink, PersonData
from negoce.outbox.actions.person_erase import erase_messages
from negoce.outbox.queries.bounced import DEAD_ADDRESS
from negoce.outbox.queries.lists import MESSAGE_LIST
from negoce.outbox.queries.person_messages import person_messages
from negoce.outbox.timeline import MESSAGES

timeline_sources = (MESSAGES,)
contact_columns = (DEAD_ADDRESS,)
lists = (MESSAGE_LIST,)
linked_records = (
    LinkedRecords(
        key="messages",
        label=_("Messages"),
        kind="company",
        links=(MergeLink("outbox.Message", "company"),),
    ),
    LinkedRecords(
        key="contact_messages",
        label=_("Messages"),
        kind="contact",
        links=(MergeLink("outbox.Message", "contact"),),
    ),
)
person_data = (PersonData(key="messages", label=_("Messages"), export=person_messages, erase=erase_messages),)
