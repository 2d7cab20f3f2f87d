"""Recognises, at entry, coordinates that somebody asked us not to use."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from negoce.companies.enums import Channel
from negoce.companies.models import Contact, DigestKey, Opposition, OppositionDigest
from negoce.companies.rules.privacy.digest import COORDINATES, address_digests, digests_of
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field

_NAME = "opposition"


def known_digest_key() -> str:
    """The key of this installation's digests, in hexadecimal; empty while nobody has opposed anything."""
    return DigestKey.objects.filter(name=_NAME).values_list("value", flat=True).first() or ""


def digest_key() -> str:
    """The key of this installation's digests, in hexadecimal; drawn when first needed."""
    value = known_digest_key()
    if value:
        return value
    try:
        with transaction.atomic():
            return DigestKey.objects.create(name=_NAME, value=secrets.token_hex(32)).value
    except IntegrityError:  # drawn by somebody else in the meantime
        return DigestKey.objects.get(name=_NAME).value


def refuse_erased_email(values: Mapping[str, object]) -> None:
    """Raise Refused for an e-mail address whose owner opposed and was erased: it must not come back.

    Numbers are let through (a direct line goes to the successor); `carry_oppositions` marks them.
    """
    email = str(values.get("email") or "")
    if not email:
        return
    standing = OppositionDigest.objects.filter(
        digest__in=sorted(address_digests(digest_key(), email)),
        opposition__contact__isnull=True,
        opposition__lifted_on__isnull=True,
    )
    if standing.exists():
        raise refuse_field(
            "email",
            _(
                "La personne qui a cette adresse s’est opposée à tout démarchage, et ses données ont été "
                "effacées. L’adresse n’est pas enregistrée."
            ),
        )


def carry_oppositions(actor: Actor, contact: Contact, changed: Sequence[str]) -> Sequence[Channel]:
    """Keep a contact's oppositions in step with its coordinates; returns the channels newly closed.

    New coordinates join the oppositions that the person has made, and coordinates that are known as opposed
    close their channel. Inside the caller's transaction.
    """
    names = [name for name in ("email", "phone", "mobile") if name in changed and getattr(contact, name)]
    if not names:
        return ()
    key = digest_key()
    values = {name: str(getattr(contact, name)) for name in ("email", "phone", "mobile")}
    own = {Channel(row.channel): row for row in _standing(contact)}
    closed = []
    for channel in (channel for channel in Channel if set(COORDINATES[channel]) & set(names)):
        digests = digests_of(key, {name: values[name] for name in names}, channel)
        row = own.get(channel) or _taken_over(actor, contact, channel, digests)
        if row is None:
            continue
        if channel not in own:
            closed.append(channel)
        add_digests(row, digests_of(key, values, channel))
    return closed


def add_digests(opposition: Opposition, digests: frozenset[str]) -> None:
    """Keep what an opposition covers."""
    rows = [OppositionDigest(opposition=opposition, digest=digest) for digest in sorted(digests)]
    OppositionDigest.objects.bulk_create(rows, ignore_conflicts=True)


def _standing(contact: Contact) -> Sequence[Opposition]:
    return list(Opposition.objects.filter(contact=contact, lifted_on__isnull=True).order_by("id"))


def _taken_over(
    actor: Actor, contact: Contact, channel: Channel, digests: frozenset[str]
) -> Opposition | None:
    """This contact's share of an opposition made under another record for one of these coordinates."""
    known = (
        Opposition.objects.filter(
            digests__digest__in=sorted(digests), channel=channel.value, lifted_on__isnull=True
        )
        .order_by("opposed_on", "id")
        .first()
    )
    if known is None:
        return None
    return Opposition.objects.create(
        contact=contact,
        channel=channel.value,
        opposed_on=known.opposed_on,
        source=_("coordonnée déjà connue comme opposée"),
        recorded_by_id=actor.user_id,
    )
