"""What every action on a contact asks first: who acts, on whom, with which values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.models import Address, Company, Contact, Post
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.visible import company_rights, visible_contacts
from negoce.companies.rules.contact_values import POST_FIELDS, clean_contact
from negoce.companies.words.findings import say
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import refuse_field


def visible_contact(actor: Actor, contact_id: int) -> Contact:
    """The contact as it is stored now; raises NotAllowed when the actor does not see it."""
    rows = visible_contacts(actor).select_related("company", "current_post", "owner")
    row = rows.filter(pk=contact_id).first()
    if row is None:
        raise hidden_record()
    return row


def visible_post(actor: Actor, post_id: int) -> Post:
    """The post, of a contact that the actor sees; raises NotAllowed otherwise."""
    post = Post.objects.select_related("contact", "company", "guards").filter(pk=post_id).first()
    if post is None or not visible_contacts(actor).filter(pk=post.contact_id).exists():
        raise hidden_record()
    return post


def contact_in_bin(actor: Actor, contact_id: int) -> Contact:
    """A contact of a company that the actor sees, deleted or not, never an erased one."""
    row = (
        Contact.objects.filter(company_rights(actor, "company__"), pk=contact_id)
        .filter(erased_at__isnull=True, company__deleted_at__isnull=True)
        .select_related("company")
        .first()
    )
    if row is None:
        raise hidden_record()
    return row


def hidden_record() -> NotAllowed:
    """The refusal of what is not there, or not for this person."""
    return NotAllowed(_("Cette fiche n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))


def checked_values(
    actor: Actor, given: Mapping[str, object], company: Company, contact: Contact | None
) -> Mapping[str, object]:
    """Values of a contact or of its post in `company`, fit for the columns.

    Raises Refused with every faulty field, NotAllowed for a field that is not the actor's to change.
    """
    for name in given:
        if not may_write_field(actor, model_of(name), name):
            raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    cleaned = clean_contact(given, timezone.localdate(), mark_of(actor.language))
    refuse_findings(cleaned.errors)
    values = dict(cleaned.values)
    finders: Mapping[str, Callable[[object], object]] = {
        "owner": _owner,
        "site": lambda raw: _site(raw, company),
        "guards": lambda raw: guarded_person(actor, raw, company, contact),
    }
    for name, find in finders.items():
        if name in values:
            raw = values[name]
            values[name] = None if raw is None or raw == "" else find(raw)
    return values


def model_of(name: str) -> str:
    """Whether a field is the post's or the contact's, as `permissions` names them."""
    return "post" if name in POST_FIELDS else "contact"


def refuse_finding(name: str, code: str, **figures: object) -> Exception:
    """The refusal of one field by the sentence of a code."""
    return refuse_field(name, say(Finding(code, "error", figures)))


def record_key(value: object) -> int:
    """The key of a record given as itself, as a number or as its digits; 0 for anything else."""
    key = getattr(value, "pk", value)
    text = str(key)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def guarded_person(actor: Actor, raw: object, company: Company, contact: Contact | None) -> Contact:
    """The person of the same company to whom a contact guards the access; raises Refused."""
    person = visible_contacts(actor).filter(pk=record_key(raw), company=company).first()
    if person is None:
        raise refuse_field("guards", _("Choisissez une personne de la même entreprise."))
    if contact is not None and person.pk == contact.pk:
        raise refuse_field("guards", _("Une personne ne filtre pas l’accès à elle-même."))
    return person


def _owner(raw: object) -> User:
    owner = raw if isinstance(raw, User) else User.objects.filter(pk=record_key(raw), is_active=True).first()
    if owner is None:
        raise refuse_field("owner", _("Cette personne n’existe pas ou ne peut plus se connecter."))
    return owner


def _site(raw: object, company: Company) -> Address:
    site = Address.objects.filter(pk=record_key(raw), company=company).first()
    if site is None:
        raise refuse_field("site", _("Cette adresse n’est pas une de celles de l’entreprise."))
    return site
