"""A whole list as CSV, streamed: a right of its own, of the token and of the person, and a line of the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.api.access import Caller, require_scope
from negoce.api.endpoints import Answer, Call, Parameter
from negoce.api.problems import invalid
from negoce.api.records.listing import FILTERED, asked_of
from negoce.api.records.resource import Resource
from negoce.companies.actions.list_export import authorise_export
from negoce.companies.documents.list_export import ExportFormat, csv_chunks
from negoce.identity.rules.token_scopes import TokenScope

_FORMATS = (ExportFormat.PLAIN.value, ExportFormat.CSV.value)
EXPORTED = (
    *FILTERED,
    Parameter(
        "format",
        _("« plain » : virgules, points décimaux et dates ISO ; « csv » : comme les tableurs français."),
        {"type": "string", "enum": list(_FORMATS), "default": "plain"},
    ),
)


def export_list(call: Call, resource: Resource, also: TokenScope) -> Answer:
    """The rows that match, all of them; the token must also read these records."""
    require_scope(Caller(call.token, call.actor, call.scopes), also)
    wanted = call.query.get("format", "plain")
    if wanted not in _FORMATS:
        raise invalid("format", str(_("« plain » ou « csv ».")))
    spec = asked_of(call, resource)
    form = ExportFormat(wanted)
    authorise_export(spec, form=form.value)
    disposition = f'attachment; filename="{resource.key}.csv"'
    return Answer(
        pieces=csv_chunks(spec, form),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition, "X-Accel-Buffering": "no"},
    )
