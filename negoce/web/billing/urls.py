"""Addresses of invoices."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.billing import (
    creation,
    credit,
    draft,
    files,
    from_order,
    issue,
    mailing,
    page,
    platform,
    series,
    to_invoice,
)

app_name = "billing"
_DOCUMENT = "invoices/<public_id:public_id>/"
urlpatterns = [
    path("invoices/new/", creation.create, name="create"),
    path("invoices/waiting/", to_invoice.waiting, name="waiting"),
    path("invoices/waiting/ticked/", to_invoice.ticked, name="ticked"),
    path("invoices/deliveries/", to_invoice.deliveries, name="deliveries"),
    path("orders/<public_id:public_id>/invoice/", from_order.invoice, name="from_order"),
    path("orders/<public_id:public_id>/invoice-ahead/", from_order.ahead, name="ahead"),
    path("orders/<public_id:public_id>/deposit/", from_order.deposit, name="deposit"),
    path("settings/series/", series.listing, name="series"),
    path("settings/series/new/", series.create, name="series_create"),
    path("settings/series/<public_id:public_id>/", series.change, name="series_change"),
    path(_DOCUMENT, page.document, name="document"),
    path(f"{_DOCUMENT}draft/", draft.draft, name="draft"),
    path(f"{_DOCUMENT}preview/", draft.preview, name="preview"),
    path(f"{_DOCUMENT}deletion/", draft.deletion, name="deletion"),
    path(f"{_DOCUMENT}issue/", issue.issue, name="issue"),
    path(f"{_DOCUMENT}credit/", credit.credit, name="credit"),
    path(f"{_DOCUMENT}mailing/", mailing.mailing, name="mailing"),
    path(f"{_DOCUMENT}pdf/", files.pdf, name="pdf"),
    path(f"{_DOCUMENT}xml/", files.xml, name="xml"),
    path(f"{_DOCUMENT}ubl/", files.ubl, name="ubl"),
    path(f"{_DOCUMENT}platform/", platform.submission, name="platform"),
]
