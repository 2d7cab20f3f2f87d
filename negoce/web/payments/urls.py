"""Addresses of accounts; the lists themselves are `/receivables/` and `/payments/`, of web/lists."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.payments import (
    ageing,
    bank,
    bank_sure,
    creation,
    payment,
    receivable,
    reminder_plan,
    reminders,
    settlements,
    share_dialog,
)

app_name = "payments"
_PAYMENT = "payments/<public_id:public_id>/"
_DEBT = "receivables/<public_id:public_id>/"
_LINE = "payments/bank/<public_id:line_id>/"
_REMINDER = "reminders/<public_id:public_id>/"
urlpatterns = [
    path("payments/new/", creation.create, name="create"),
    path("payments/new/shares/", creation.shares, name="shares"),
    path("payments/bank/", bank.waiting, name="bank"),
    path("payments/bank/new/", bank.bring, name="bring"),
    path(f"{_LINE}match/", bank.match, name="match"),
    path(f"{_LINE}acceptance/", bank.acceptance, name="acceptance"),
    path("payments/bank/sure/", bank_sure.accept_all_sure, name="accept_sure"),
    path(f"{_LINE}setting-aside/", bank.setting_aside, name="setting_aside"),
    path(f"{_LINE}taking-back/", bank.taking_back, name="taking_back"),
    path(_PAYMENT, payment.payment, name="payment"),
    path(f"{_PAYMENT}matching/", share_dialog.matching, name="matching"),
    path(f"{_PAYMENT}cancellation/", payment.cancellation, name="cancellation"),
    path(f"{_PAYMENT}settlements/<int:key>/undo/", payment.settlement_undo, name="settlement_undo"),
    path("receivables/ageing/", ageing.ageing, name="ageing"),
    path(_DEBT, receivable.receivable, name="receivable"),
    path(f"{_DEBT}use/", share_dialog.credit_use, name="credit_use"),
    path(f"{_DEBT}difference/", settlements.difference, name="difference"),
    path(f"{_DEBT}settlements/<int:key>/back/", settlements.back, name="settlement_back"),
    path(f"{_DEBT}settlements/again/", settlements.again, name="settlement_again"),
    path(f"{_DEBT}promise/", receivable.promise, name="promise"),
    path(f"{_DEBT}discount/", receivable.discount, name="discount"),
    path(f"{_DEBT}dispute/", receivable.dispute, name="dispute"),
    path("settings/reminders/", reminder_plan.plan, name="reminder_plan"),
    path("settings/reminders/<int:place>/<slug:language>/", reminder_plan.preview, name="reminder_preview"),
    path("reminders/", reminders.reminders, name="reminders"),
    path(f"{_REMINDER}email/", reminders.email, name="reminder_email"),
    path(f"{_REMINDER}letter/", reminders.letter, name="reminder_letter"),
    path(f"{_REMINDER}letter/sent/", reminders.letter_sent, name="reminder_letter_sent"),
    path(f"{_REMINDER}call/", reminders.call, name="reminder_call"),
]
