"""Addresses of mailings."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.mailings import draft, launching, letters, listing, new, page, preview, recipients, steering

app_name = "mailings"
_ONE = "<public_id:public_id>/"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", new.new, name="new"),
    path(_ONE, page.mailing, name="mailing"),
    path(f"{_ONE}draft/", draft.save, name="draft"),
    path(f"{_ONE}audience/", preview.audience, name="audience"),
    path(f"{_ONE}preview/", preview.preview, name="preview"),
    path(f"{_ONE}trial/", steering.trial, name="trial"),
    path(f"{_ONE}launch/", launching.launch, name="launch"),
    path(f"{_ONE}pause/", steering.pause, name="pause"),
    path(f"{_ONE}resumption/", steering.resumption, name="resumption"),
    path(f"{_ONE}stop/", steering.stop, name="stop"),
    path(f"{_ONE}deletion/", steering.deletion, name="deletion"),
    path(f"{_ONE}recipients/", recipients.recipients, name="recipients"),
    path(f"{_ONE}letters.pdf", letters.pdf, name="letters"),
    path(f"{_ONE}letters.docx", letters.word, name="word"),
    path(f"{_ONE}labels.csv", letters.labels, name="labels"),
    path(f"{_ONE}posted/", letters.posted, name="posted"),
]
