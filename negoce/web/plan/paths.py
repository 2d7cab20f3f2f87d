"""Addresses of the sales action plan, below those of the portfolio."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.plan import dialogs, files, page

PLAN_PATHS = [
    path("plan/", page.page, name="plan"),
    path("plan/<int:year>/file/", files.download, name="plan_file"),
    path("plan/<int:year>/new/", dialogs.new, name="plan_new"),
    path("plan/<int:year>/copy/", dialogs.copy, name="plan_copy"),
    path("plan/actions/<public_id:public_id>/", dialogs.change, name="plan_action"),
    path("plan/actions/<public_id:public_id>/removal/", dialogs.removal, name="plan_removal"),
]
