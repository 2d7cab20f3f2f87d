"""Companies with a reader each, and a mailing to all of them that is launched."""

from __future__ import annotations

from datetime import date

from negoce.companies.models import Company, Contact, Post
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.kit.text import name_key
from negoce.prospecting.actions.mailing_launch import launch_mailing
from negoce.prospecting.actions.mailing_save import MailingValues, begin_mailing

_TEXT = (
    "Bonjour {{ salutation | Madame, Monsieur }},\n\nNous fabriquons des emballages pour ceux de {{ ville }},"
    " et nous pensons à {{ entreprise }}.\n\n"
    + "Nos clients y gagnent du temps à chaque livraison, et leurs produits arrivent entiers.\n\n" * 5
    + "Bien cordialement,\n{{ expediteur }}"
)


def fill(count: int) -> dict[str, int]:
    """Make `count` companies, each with somebody informed, and launch a mailing to them all."""
    names = [f"Laiterie {number:05d}" for number in range(count)]
    companies = Company.objects.bulk_create(
        [Company(name=name, name_key=name_key(name), city="Valence", postal_code="26000") for name in names],
        batch_size=500,
    )
    contacts = Contact.objects.bulk_create(
        [
            Contact(
                company=company,
                civility="madam",
                first_name="Hélène",
                last_name=f"Garnier{place}",
                name_key=f"garnier{place} helene",
                email=f"helene.garnier{place}@dairy{place % 200}.example",
                informed_on=date(2026, 1, 5),
            )
            for place, company in enumerate(companies)
        ],
        batch_size=500,
    )
    posts = Post.objects.bulk_create(
        [Post(contact=each, company_id=each.company_id, decision_power="decides") for each in contacts],
        batch_size=500,
    )
    for contact, post in zip(contacts, posts, strict=True):
        contact.current_post = post
    Contact.objects.bulk_update(contacts, ["current_post"], batch_size=500)
    user = User.objects.create(
        email="camille@house.example", first_name="Camille", last_name="Roche", role=Role.ADMINISTRATOR.value
    )
    actor = actor_for(user)
    values = MailingValues(name="Lancement", subject="Une nouveauté pour {{ entreprise }}", body=_TEXT)
    mailing = begin_mailing(actor, kind="email", values=values)
    launch_mailing(actor, mailing, revision=0, site_url="https://crm.house.example")
    return {"companies": len(companies)}
