"""Addresses of the financing of deals and quotes."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.financing import dialogs, page, panel

app_name = "financing"
_DEAL, _QUOTE = "deals/<public_id:deal_id>/financing/", "quotes/<public_id:quote_id>/financing/"
urlpatterns = [
    path(_DEAL, page.page, name="deal_page"),
    path(f"{_DEAL}terms/", dialogs.terms, name="deal_terms"),
    path(f"{_DEAL}removal/", dialogs.removal, name="deal_removal"),
    path(_QUOTE, page.page, name="quote_page"),
    path(f"{_QUOTE}terms/", dialogs.terms, name="quote_terms"),
    path(f"{_QUOTE}removal/", dialogs.removal, name="quote_removal"),
    path(f"{_QUOTE}card/", panel.card, name="quote_card"),
]
