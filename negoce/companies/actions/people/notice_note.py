"""Notes that people were told what is held of them (RGPD, art. 14), with what proves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.actions.journal import Entry, record_all
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import parse_date
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import Refused

# A batch is one transaction of well under 200 ms.
_BATCH = 200
WHO = (Permission.MANAGE_PRIVACY, Permission.MANAGE_PROSPECTING)


@dataclass(frozen=True, slots=True)
class Given:
    """How the notice was given: the day, the channel (None: face to face), and where its proof is."""

    day: date
    through: Channel | None
    proof: str


def read_given(*, day: str, through: str, proof: str, today: date) -> Given:
    """What somebody typed. Raises Refused with the faulty fields."""
    fields: dict[str, Sequence[str]] = {}
    told = parse_date(day, today).value
    if told is None or told > today:
        fields["day"] = [_("Donnez un jour, aujourd’hui au plus tard.")]
    channel = Channel(through) if through in {each.value for each in Channel} else None
    if through and channel is None:
        fields["through"] = [_("Choisissez un canal de la liste.")]
    words = " ".join(proof.split())
    if not 3 <= len(words) <= 200:
        fields["proof"] = [
            _("Dites où est la preuve, en 200 signes au plus\u00a0: un courrier, un mot du contrat…")
        ]
    if fields or told is None:  # without a day `fields` says so
        raise Refused(_("Quelque chose est à corriger\u00a0: rien n’a été noté."), fields=fields)
    return Given(told, channel, words)


def note_notices(
    actor: Actor,
    contact_ids: Sequence[int],
    given: Given,
    *,
    batch: str = "",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> int:
    """Note it for those of these people whom the actor sees and who were not told yet; returns how many.

    The journal of each keeps the proof. May run twice. Raises NotAllowed.
    """
    require_any(actor, *WHO)
    noted, batch = 0, batch or new_public_id()
    for start in range(0, len(contact_ids), _BATCH):
        progress(start, len(contact_ids))
        noted += _note(actor, contact_ids[start : start + _BATCH], given, batch)
    progress(len(contact_ids), len(contact_ids))
    return noted


def _note(actor: Actor, keys: Sequence[int], given: Given, batch: str) -> int:
    through = given.through.value if given.through is not None else ""
    with transaction.atomic():
        rows = visible_contacts(actor).filter(pk__in=list(keys), informed_on__isnull=True).order_by("pk")
        told = list(rows.only("pk", "first_name", "last_name", "company_id"))
        Contact.objects.filter(pk__in=[each.pk for each in told]).update(
            informed_on=given.day, informed_through=through, updated_at=timezone.now()
        )
        changes = {
            "informed_on": (None, given.day),
            **({"informed_through": ("", through)} if through else {}),
            "proof": (None, given.proof),
        }
        record_all(
            actor,
            [
                Entry(
                    "informed",
                    "contact",
                    each.pk,
                    each.full_name,
                    company_key=each.company_id,
                    changes=changes,
                    batch=batch,
                )
                for each in told
            ],
        )
    return len(told)
