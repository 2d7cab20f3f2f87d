"""Says no for what rules found in products and prices."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import ngettext

from negoce.catalogue.price_words import say_price
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused


def refuse_price_findings(findings: Mapping[str, Finding]) -> None:
    """Raise Refused with the sentence of each finding, by the name that was typed under, if there is any."""
    if not findings:
        return
    fields = {name: [say_price(finding)] for name, finding in findings.items()}
    if len(fields) == 1:
        raise Refused(next(iter(fields.values()))[0], fields=fields)
    count = len(fields)
    words = ngettext(
        "%(count)s valeur est à corriger. Rien n’a été enregistré.",
        "%(count)s valeurs sont à corriger. Rien n’a été enregistré.",
        count,
    )
    raise Refused(words % {"count": count}, fields=fields)
