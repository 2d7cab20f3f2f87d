"""Choosing a company by its name, in the dialogs about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.models import Company
from negoce.companies.queries.companies import search_companies
from negoce.companies.queries.duplicates_typed import find_similar
from negoce.companies.queries.search.find import search
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.web.http import actor_of

_LONGEST = 200
# How a company that is created came to us, as its choice says.
NETWORK, OTHER = "network", "other"


@require_GET
def companies(request: HttpRequest) -> HttpResponse:
    """The companies that answer what is typed; with `create`, the offer to add one that is missing; with `first`, the
    first of them is pressed although one may be created.
    """
    typed, create = request.GET.get("company_name", "")[:_LONGEST], request.GET.get("create", "")
    context = choices_context(actor_of(request), typed, create=create, first="first" in request.GET)
    return render(request, "web/contacts/_company_choices.html", context)


def choices_context(
    actor: Actor, typed: str, *, chosen: Company | None = None, create: str = "", first: bool = False
) -> Mapping[str, object]:
    """What the list of choices shows: visible companies, and those that only colleagues may open.

    `create` offers one that is missing, as known by the `network` or as any `other`.
    """
    asked = {"chosen": chosen, "create": create}
    if not typed.strip():
        return {"found": [], "others": [], "typed": "", "pressed": "", **asked}
    found = search_companies(actor, typed)
    if not found and (first or not create):
        found = _holding(actor, typed)
    exact = bool(create) and not first
    same = [each for each in found if _is_named(each, typed)] if exact else found[:1]
    near = find_similar(actor, name=typed)
    known = {each.public_id for each in found}
    missing = [each for each in near if each.public_id and each.public_id not in known]
    rows = visible_companies(actor).filter(public_id__in=[each.public_id for each in missing])
    more = sorted(rows, key=lambda row: row.name_key)
    if not create and not same:
        same = more[:1]
    return {
        "found": [*found, *more],
        "others": [each for each in near if not each.public_id],
        "typed": typed.strip(),
        "pressed": _pressed(same, near=bool(found or near)),
        **asked,
    }


def _pressed(same: Sequence[Company], *, near: bool) -> str:
    """The choice that is made already: a company of this name, a new one where none is near, else none."""
    if len(same) == 1:
        return same[0].public_id
    return "" if near else "new"


def _is_named(company: Company, typed: str) -> bool:
    return company.name.casefold() == typed.strip().casefold()


def _holding(actor: Actor, typed: str) -> Sequence[Company]:
    """Those that answer the words wherever they stand: « bruneau » finds « Ets. Bruneau & Fils »."""
    groups = (group for group in search(actor, typed).groups if group.source.kind == "company")
    ids = [hit.object_id for group in groups for hit in group.hits]
    rows = {row.pk: row for row in visible_companies(actor).filter(pk__in=ids)} if ids else {}
    return [rows[each] for each in ids if each in rows]


def chosen_company(actor: Actor, posted: Mapping[str, str]) -> Company | None:
    """The company whose radio is pressed, or the only one whose name is exactly what is typed."""
    wanted = posted.get("company", "")
    if wanted == "new":
        return None
    if wanted:
        found = visible_companies(actor).filter(public_id=wanted).first()
        if found is None:
            raise refuse_field("company", _("Cette entreprise n’existe plus ou n’est pas visible pour vous."))
        return found
    same = [
        row
        for row in search_companies(actor, posted.get("company_name", "")[:_LONGEST], limit=3)
        if _is_named(row, posted.get("company_name", ""))
    ]
    return same[0] if len(same) == 1 else None


def company_or_new(actor: Actor, posted: Mapping[str, str]) -> Company | None:
    """The chosen company, None for a new one; raises Refused while companies of nearly that name wait."""
    found = chosen_company(actor, posted)
    if found is not None or posted.get("company") == "new":
        return found
    near = choices_context(actor, posted.get("company_name", "")[:_LONGEST], create=NETWORK)
    if near["found"] or near["others"]:
        raise refuse_field(
            "company", _("Des entreprises ont ce nom ou presque : choisissez, ou créez-en une nouvelle.")
        )
    return None


def company_or_named(actor: Actor, posted: Mapping[str, str]) -> Company | None:
    """The chosen company, None for one that is asked to be created; raises `Refused` when neither was chosen."""
    return None if posted.get("company") == "new" else required_company(actor, posted)


def required_company(actor: Actor, posted: Mapping[str, str]) -> Company:
    """The company that was chosen, where nothing can be made without one; raises `Refused` when none was."""
    chosen = chosen_company(actor, posted)
    if chosen is None:
        raise refuse_field("company", _("Choisissez une entreprise dans la liste."))
    return chosen
