"""What went wrong, as RFC 9457 has it: `application/problem+json`, with the fields to mend."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from negoce.kit.refusal import Conflict, Refused

TYPE = "application/problem+json"
# What a person or a program still reads.
MOST_ERRORS = 100
# Kind of problem → (status, title). The `type` of a problem is `urn:negoce:problem:<kind>`.
KINDS: Mapping[str, tuple[int, Any]] = {
    "malformed": (400, _("La demande ne se lit pas")),
    "unauthenticated": (401, _("Jeton absent, inconnu, expiré ou révoqué")),
    "forbidden": (403, _("Action non permise")),
    "scope": (403, _("Le jeton n’a pas ce droit")),
    "not-found": (404, _("Introuvable")),
    "method": (405, _("Méthode non prévue ici")),
    "conflict": (409, _("La fiche a changé entre-temps")),
    "in-progress": (409, _("La même demande est en cours")),
    "issued": (409, _("Le document est émis")),
    "changed": (412, _("La fiche n’est plus dans la version indiquée")),
    "too-large": (413, _("Demande trop volumineuse")),
    "media-type": (415, _("Type de contenu non prévu")),
    "invalid": (422, _("Des valeurs sont à corriger")),
    "cursor": (400, _("Cette suite de liste ne peut plus être lue")),
    "key-reused": (422, _("Clé d’idempotence déjà employée")),
    "rate": (429, _("Trop de demandes")),
    "broken": (500, _("Erreur interne")),
    "busy": (503, _("Base de données occupée")),
}


class Problem(Exception):
    """A request that is refused, with what to say; `errors` names the faulty fields."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors or {}
        self.headers = headers or {}
        self.more = more or {}

    @property
    def status(self) -> int:
        """The HTTP status of its kind."""
        return KINDS[self.kind][0]

    def response(self, path: str) -> HttpResponse:
        """The answer that tells it."""
        status, title = KINDS[self.kind]
        content: dict[str, object] = {
            "type": f"urn:negoce:problem:{self.kind}",
            "title": str(title),
            "status": status,
            "detail": self.detail,
            "instance": path,
            **self.more,
        }
        if self.errors:
            content["errors"] = [
                {"field": name, "messages": [str(each) for each in messages]}
                for name, messages in islice(self.errors.items(), MOST_ERRORS)
            ]
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        return HttpResponse(body, status=status, content_type=TYPE, headers=dict(self.headers))


def of_refusal(refused: Refused) -> Problem:
    """What an action refused, as a problem; a conflict also tells the value that is stored now."""
    if isinstance(refused, Conflict):
        return Problem("conflict", refused.message, errors=refused.fields)
    more = (
        {"guard_reason_accepted": True}
        if hasattr(refused, "passages") or hasattr(refused, "warnings")
        else {}
    )
    return Problem("invalid", refused.message, errors=refused.fields, more=more)


def invalid(field: str, message: str) -> Problem:
    """One faulty field."""
    return Problem("invalid", message, errors={field: [message]})
