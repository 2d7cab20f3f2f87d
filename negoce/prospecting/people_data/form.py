"""What public forms and fairs hold about a person, for the right of access and for erasure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import LinkedRecords, MergeLink, PersonData, PersonTable
from negoce.companies.models import Contact
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.prospecting.enums import SubmissionState
from negoce.prospecting.models import Fair, FairEntry, FormSubmission, NewsletterConsent, PublicForm
from negoce.prospecting.queries.mailbox import in_mailbox
from negoce.prospecting.rules.form_fields import asked_fields
from negoce.prospecting.words.form import INTERESTS, SUBMISSION_STATES, field_label, known_customs


def _theirs(contact_ids: Sequence[int]) -> QuerySet[FormSubmission]:
    """Those of these people, and those that wait to be confirmed from the addresses that they have now."""
    own = Q(contact_id__in=contact_ids)
    emails = Contact.objects.filter(pk__in=contact_ids).exclude(email="").order_by("pk")
    for email in emails.values_list("email", flat=True):
        own |= Q(contact__isnull=True) & in_mailbox(email)
    return FormSubmission.objects.filter(own).select_related("form", "notice").order_by("submitted_at", "pk")


def _export(contact_id: int) -> Sequence[PersonTable]:
    sent = [
        (
            row.form.title,
            _moment(row.submitted_at),
            str(SUBMISSION_STATES[row.state]),
            _said(row),
            " · ".join(str(words) for words in row.campaign.values()),
            str(_("oui") if row.newsletter_wanted else _("non")),
            row.notice.text,
        )
        for row in _theirs([contact_id])
    ]
    met = [
        (
            entry.fair.name,
            _moment(entry.noted_at),
            str(INTERESTS[entry.interest]),
            str(_("oui") if entry.newsletter_wanted else _("non")),
        )
        for entry in FairEntry.objects.filter(contact_id=contact_id).select_related("fair").order_by("pk")
    ]
    agreed = [
        (each.email, _moment(each.given_at), each.source)
        for each in NewsletterConsent.objects.filter(contact_id=contact_id).order_by("given_at", "pk")
    ]
    return (
        PersonTable(
            "form_submissions",
            _("Formulaires"),
            (
                *(_("Formulaire"), _("Envoyé le"), _("État"), _("Réponses"), _("Campagne")),
                *(_("Lettre d’information"), _("Information donnée")),
            ),
            sent,
        ),
        PersonTable(
            "fair_entries",
            _("Salons"),
            (_("Salon"), _("Noté le"), _("Intérêt"), _("Lettre d’information")),
            met,
        ),
        PersonTable(
            "newsletter",
            _("Accords pour la lettre d’information"),
            (_("Adresse"), _("Donné le"), _("D’où")),
            agreed,
        ),
    )


def _erase(crowd: Crowd) -> int:
    """That a request came, when and of which campaign stays for the figures; what it said, and from whom, goes."""
    rows = _theirs(crowd.keys)
    changed = rows.filter(state=SubmissionState.PENDING.value).order_by().delete()[0]
    changed += rows.order_by().update(email="", values={}, place_hint="", contact=None)
    changed += FairEntry.objects.filter(contact_id__in=crowd.keys).update(contact=None)
    changed += NewsletterConsent.objects.filter(contact_id__in=crowd.keys).delete()[0]
    others = FormSubmission.objects.filter(company_id__in=crowd.own_companies).exclude(values={})
    return changed + mend_by(others, "company_id", ("values",), crowd.around)


def _house(crowd: Crowd) -> int:
    places = [
        (
            PublicForm.objects.all(),
            ("name", "title", "introduction", "purpose", "notice_more", "thanks", "white_paper_title"),
            (),
            (),
        ),
        (Fair.objects.all(), ("name", "place"), (), ()),
    ]
    return mend_house_texts(places, ("public_form", "fair"), crowd.redact)


def _said(row: FormSubmission) -> str:
    customs = known_customs(list(asked_fields(row.form.fields)))
    return "\n".join(f"{field_label(key, customs)}\u00a0: {value}" for key, value in row.values.items())


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M")


FORM_PEOPLE = PersonData("forms", _("Formulaires et salons"), _export, _erase, _house)
FORM_LINKS = (
    *(
        LinkedRecords(
            key=f"forms_of_{kind}",
            label=_("Formulaires et salons"),
            kind=kind,
            links=(
                MergeLink("prospecting.FormSubmission", kind),
                MergeLink("prospecting.FairEntry", kind),
            ),
        )
        for kind in ("company", "contact")
    ),
    LinkedRecords(
        key="newsletter",
        label=_("Accords pour la lettre d’information"),
        kind="contact",
        links=(MergeLink("prospecting.NewsletterConsent", "contact"),),
    ),
)
