"""Mailings for tests, made by the ordinary actions."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from negoce.companies.models import Company, Contact
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.prospecting.actions.mailing_launch import launch_mailing
from negoce.prospecting.actions.mailing_save import MailingValues, begin_mailing
from negoce.prospecting.models import Mailing
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user

SITE = "https://crm.house.example"
_numbers = count(1)


def make_marketer() -> Actor:
    """Somebody who may run mailings and sees everything."""
    return actor_for(make_user(first_name="Camille", last_name="Roche"))


def make_reader(company: Company | None = None, **fields: object) -> Contact:
    """A person who was informed, with an address of their own."""
    number = next(_numbers)
    values = {"email": f"reader{number}@dairy.example", "informed_on": date(2026, 11, 2), **fields}
    return make_contact(company or make_company(), **values)


def make_mailing(actor: Actor | None = None, **given: Any) -> Mailing:
    """A draft to everybody that its actor sees."""
    names = ("kind", "filter_text", "chosen", "template")
    about = {name: given.pop(name) for name in names if name in given}
    values = {
        "name": f"Lancement {next(_numbers)}",
        "subject": "Une nouveauté pour {{ entreprise }}",
        "body": "Bonjour {{ prénom | Madame, Monsieur }},\n\nVoici notre nouveauté.",
        **given,
    }
    return begin_mailing(
        actor or make_marketer(), **{"kind": "email", **about}, values=MailingValues(**values)
    )


def launch(actor: Actor, mailing: Mailing) -> Mailing:
    """Launch a draft as its page does; `work_off` then prepares it."""
    return launch_mailing(actor, mailing, revision=mailing.revision, site_url=SITE)
