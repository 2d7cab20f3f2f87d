"""The words of terms of sale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import TermsWay
from negoce.kit.explain import Finding
from negoce.ui.words.say import say as say_with

WAYS: Mapping[str, Any] = {
    TermsWay.EMAIL.value: _("par e-mail"),
    TermsWay.HAND.value: _("en main propre"),
    TermsWay.POST.value: _("par courrier"),
}
MESSAGES: Mapping[str, Any] = {
    "terms.no_file": _("Choisissez le fichier PDF de vos conditions."),
    "terms.too_large": _("Ce fichier dépasse %(most)s Mo."),
    "terms.not_pdf": _("Ce fichier n’est pas un PDF."),
    "terms.cut_short": _("Ce PDF est incomplet : exportez-le de nouveau."),
    "terms.active": _(
        "Ce PDF est protégé, ou contient un programme ou un fichier joint : exportez-le en PDF simple."
    ),
}


def say_terms(finding: Finding) -> str:
    """The sentence of a finding on terms of sale."""
    return say_with(finding, MESSAGES)
