"""Addresses of quotes."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.quotes import approval, compare, creation, draft, links, outcome, page, pdf, sending, steps

app_name = "quotes"
_QUOTE = "<public_id:public_id>/"
urlpatterns = [
    path("new/", creation.create, name="create"),
    path(_QUOTE, page.quote, name="quote"),
    path(f"{_QUOTE}draft/", draft.draft, name="draft"),
    path(f"{_QUOTE}preview/", draft.preview, name="preview"),
    path(f"{_QUOTE}pdf/", pdf.pdf, name="pdf"),
    path(f"{_QUOTE}compare/", compare.compare, name="compare"),
    path(f"{_QUOTE}closing/", steps.closing, name="closing"),
    path(f"{_QUOTE}reopening/", steps.reopening, name="reopening"),
    path(f"{_QUOTE}versions/", steps.versions, name="versions"),
    path(f"{_QUOTE}copy/", steps.copy, name="copy"),
    path(f"{_QUOTE}approval/", approval.approval, name="approval"),
    path(f"{_QUOTE}approval/answer/", approval.answer, name="approval_answer"),
    path(f"{_QUOTE}sending/", sending.sending, name="sending"),
    path(f"{_QUOTE}links/<public_id:link_id>/revocation/", links.revocation, name="link_revocation"),
    path(f"{_QUOTE}acceptance/", outcome.acceptance, name="acceptance"),
    path(f"{_QUOTE}refusal/", outcome.refusal, name="refusal"),
    path(f"{_QUOTE}refusal/undo/", outcome.refusal_undone, name="refusal_undone"),
]
