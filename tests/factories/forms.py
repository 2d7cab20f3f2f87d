"""Public forms and fairs for tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from negoce.identity.enums import Role
from negoce.identity.rules.actor import system_actor
from negoce.outbox.models import Message
from negoce.parameters.models import Seller
from negoce.parameters.queries.seller import seller
from negoce.prospecting.actions.form_save import give_white_paper, save_form, switch_form
from negoce.prospecting.actions.submission_take import Sent, take_submission
from negoce.prospecting.enums import FormState
from negoce.prospecting.models import Fair, FormSubmission, PublicForm
from tests.factories.identity import make_user

_numbers = count(1)
# The shortest that a reader opens.
PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    b"\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n0000000115 00000 n \n"
    b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n186\n%%EOF\n"
)


ANSWERS = {"company": "Laiterie du Vercors", "last_name": "Garnier", "email": "helene@laiterie.example"}


def make_house() -> None:
    """Say who we are, where nobody has: no form opens before."""
    if not seller().name or not seller().email:
        Seller.objects.update_or_create(
            pk=1, defaults={"name": "Emballages du Dauphiné", "email": "bonjour@dauphine.example"}
        )


def make_form(
    *, is_open: bool = True, paper: bool = True, asked: dict[str, bool] | None = None, **values: Any
) -> PublicForm:
    """A form with a white paper, open, followed by a salesperson; files go to MEDIA_ROOT."""
    owner = values.pop("owner", None) or make_user(Role.SALESPERSON)
    newsletter = values.pop("asks_newsletter", True)
    texts = {
        "name": "Guide 2026",
        "kind": "white_paper",
        "title": "Le guide de l’emballage",
        "purpose": "vous envoyer le guide et vous rappeler",
        "lead_rule": "person",
        **values,
    }
    fields = {"first_name": False, "phone": False, "siren": False, "postal_code": False, "message": False}
    make_house()
    form = save_form(
        system_actor(),
        None,
        values=texts,
        asked=fields if asked is None else asked,
        owner=owner,
        asks_newsletter=newsletter,
    )
    if paper:
        form = give_white_paper(system_actor(), form, name="guide.pdf", content=PDF)
    return switch_form(system_actor(), form, FormState.OPEN) if is_open else form


def send(form: PublicForm, *, ip: str = "203.0.113.9", **given: Any) -> tuple[FormSubmission | None, str]:
    """Send a form as a person does; returns what was kept and the secret that the mail held."""
    more = {name: given.pop(name) for name in ("newsletter", "campaign") if name in given}
    before = set(FormSubmission.objects.values_list("pk", flat=True))
    secrets: list[str] = []

    def link(secret: str) -> str:
        secrets.append(secret)
        return f"https://n.example/f/{form.token}/confirmation/{secret}/"

    sent = Sent(raw={**ANSWERS, **given}, nonce=f"nonce-{next(_numbers)}", ip=ip, **more)
    take_submission(form, sent, address=link)
    row = FormSubmission.objects.exclude(pk__in=before).order_by("-pk").first()
    return row, secrets[0] if secrets else ""


def last_mail() -> Message:
    """The last mail that asks for a confirmation."""
    return Message.objects.filter(kind="form_link").latest("pk")


def make_fair(**values: Any) -> Fair:
    """A fair of three days."""
    fields = {
        "name": "Salon de l’emballage",
        "place": "Lyon",
        "starts_on": date(2026, 11, 18),
        "ends_on": date(2026, 11, 20),
    }
    return Fair.objects.create(**{**fields, **values})
