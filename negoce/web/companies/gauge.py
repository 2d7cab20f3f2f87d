"""The completeness gauge in words: the percent, and each missing thing with the way to give it."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.words.gauge import MISSING_LABELS
from negoce.ui.components.lists import editable
from negoce.ui.html import text
from negoce.web.companies.record import CompanyRecord, url_or_nothing
from negoce.web.companies.values import field_url

# The field whose editor a missing item opens, where it is not its own.
_EDITED_AS = {"means": "equipment"}


def gauge_context(record: CompanyRecord) -> Mapping[str, object]:
    """The percent, its sentence, and the missing items, ready to be drawn."""
    gauge = record.gauge
    return {
        "percent": gauge.percent,
        "gauge_words": _("complète à %(percent)s %%") % {"percent": gauge.percent},
        "missing": [_missing_item(record, code) for code in gauge.missing] if record.may_edit else [],
    }


def _missing_item(record: CompanyRecord, code: str) -> SafeString:
    """The name of a missing thing, which opens its editor."""
    name = str(MISSING_LABELS[code])
    company = record.company
    if code == "address":
        return _dialog(reverse("companies:address_new", args=[company.public_id]), name)
    if code.startswith("contact"):
        url = url_or_nothing("contacts:create")
        if code == "contact" and url:
            return _dialog(f"{url}?company={company.public_id}", name)
        return SafeString(f'<a href="{text(record.url)}?tab=contacts">{text(name)}</a>')
    field = _EDITED_AS.get(code, code)
    shown = SafeString(f'<span class="link">{text(name)}</span>')
    return editable(shown, field_url(company, field), label=name)


def _dialog(url: str, name: object) -> SafeString:
    return SafeString(f'<a href="{text(url)}" data-dialog="modal">{text(name)}</a>')
