"""The preview of a merge, and the merge: two columns, the merged record beside, everything said before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.merges.claim import require_merge
from negoce.companies.actions.merges.merge import merge_companies, merge_contacts
from negoce.companies.models import Company, Contact
from negoce.companies.queries.merges.merges import CONTACT, KINDS, survivor_of
from negoce.companies.queries.merges.preview import (
    Follower,
    company_followers,
    company_warnings,
    contact_followers,
    contact_warnings,
)
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from negoce.web.duplicates.merge_rows import MergePair
from negoce.web.duplicates.merge_words import follower_words, warning_words
from negoce.web.http import actor_of, load_or_404

Record = Company | Contact


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, kind: str, public_id: str, other_id: str) -> HttpResponse:
    """The preview: the first record stays, the second is absorbed; each choice is in the address."""
    actor = actor_of(request)
    require_merge(actor)
    kept, absorbed = load(actor, kind, public_id), _other(actor, kind, other_id)
    if absorbed is None or absorbed.pk == kept.pk:
        # Merged meanwhile, or typed by hand: the record itself says it best.
        return redirect(record_url(kept))
    pair = MergePair(actor, kind, kept, absorbed)
    if request.method == "POST":
        return _merge(request, pair)
    return _page(request, pair, asked=request.GET.dict())


def load(actor: Actor, kind: str, public_id: str) -> Record:
    """A record that the actor sees; 404 otherwise."""
    if kind not in KINDS:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    if kind == CONTACT:
        people = visible_contacts(actor).select_related("company", "owner", "current_post")
        return load_or_404(people, public_id)
    return load_or_404(visible_companies(actor).select_related("owner"), public_id)


def record_url(record: Record) -> str:
    """The address of a record's page."""
    return company_url(record) if isinstance(record, Company) else contact_url(record)


def _other(actor: Actor, kind: str, public_id: str) -> Record | None:
    try:
        return load(actor, kind, public_id)
    except Http404:
        if survivor_of(actor, kind, public_id) is None:
            raise
        return None


def _merge(request: HttpRequest, pair: MergePair) -> HttpResponse:
    asked = request.POST.dict()
    if asked.get("seen") != _stamp(pair):
        message = _(
            "Une des deux fiches a changé depuis. Rien n’a été fusionné : relisez l’aperçu, puis confirmez."
        )
        return _page(request, pair, asked=asked, refusals=[message], status=409)
    choices = pair.choices(pair.rows(asked))
    try:
        if isinstance(pair.kept, Company):
            assert isinstance(pair.absorbed, Company)
            done = merge_companies(pair.actor, kept=pair.kept, absorbed=pair.absorbed, values=choices)
        else:
            assert isinstance(pair.absorbed, Contact)
            done = merge_contacts(pair.actor, kept=pair.kept, absorbed=pair.absorbed, values=choices)
    except Refused as refused:
        said = [each for found in refused.fields.values() for each in found] or [refused.message]
        return _page(request, pair, asked=asked, refusals=said, status=422)
    words = _("Les deux fiches n’en font plus qu’une : %(name)s.") % {"name": pair.kept}
    flash(request, words, undo_url=reverse("duplicates:merge_undo", args=[done.public_id]))
    return redirect(record_url(pair.kept))


def _page(
    request: HttpRequest,
    pair: MergePair,
    *,
    asked: dict[str, str],
    refusals: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    rows = pair.rows(asked)
    facts, errors = pair.merged(rows)
    ours, theirs = _followers(pair, pair.kept), _followers(pair, pair.absorbed)
    if isinstance(pair.kept, Company):
        assert isinstance(pair.absorbed, Company)
        warnings = company_warnings(pair.kept, pair.absorbed, ours, theirs)
    else:
        assert isinstance(pair.absorbed, Contact)
        warnings = contact_warnings(pair.kept, pair.absorbed)
    parts = (pair.kind, pair.kept.public_id, pair.absorbed.public_id)
    context = {
        "kept": pair.kept,
        "absorbed": pair.absorbed,
        "kept_url": record_url(pair.kept),
        "absorbed_url": record_url(pair.absorbed),
        "is_company": pair.kind != CONTACT,
        "url": reverse("duplicates:merge", args=parts),
        "swap_url": reverse("duplicates:merge", args=(pair.kind, parts[2], parts[1])),
        "open_rows": [row for row in rows if row.is_open],
        "same_rows": [row for row in rows if not row.is_open],
        "facts": facts,
        "errors": errors,
        "refusals": refusals,
        "warnings": [(each.severity, warning_words(each)) for each in warnings],
        "followers": follower_words(theirs),
        "seen": _stamp(pair),
    }
    return render(request, "web/duplicates/merge.html", context, status=status)


def _followers(pair: MergePair, record: Record) -> Sequence[Follower]:
    return company_followers(record) if isinstance(record, Company) else contact_followers(pair.actor, record)


def _stamp(pair: MergePair) -> str:
    """What both records were when they were shown."""
    return f"{pair.kept.updated_at.isoformat()} {pair.absorbed.updated_at.isoformat()}"
