"""Addresses of orders."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.orders import backlog, changes, deliveries, entry, from_quote, lines, notice, order, terms

app_name = "orders"
urlpatterns = [
    path("backlog/", backlog.page, name="backlog"),
    path("new/", entry.create, name="create"),
    path("new/<public_id:public_id>/", entry.enter, name="enter"),
    path("new/<public_id:public_id>/preview/", entry.preview, name="preview"),
    path("from-quote/<public_id:public_id>/", from_quote.from_quote, name="from_quote"),
    path("<public_id:public_id>/", order.order, name="order"),
    path("<public_id:public_id>/confirmation.pdf", deliveries.confirmation, name="confirmation"),
    path("<public_id:public_id>/head/", changes.head, name="head"),
    path("<public_id:public_id>/terms/", terms.terms, name="terms"),
    path("<public_id:public_id>/lines/", lines.lines, name="lines"),
    path("<public_id:public_id>/promise/", changes.promise, name="promise"),
    path("<public_id:public_id>/notice/", notice.notice, name="notice"),
    path("<public_id:public_id>/told/", notice.told, name="told"),
    path("<public_id:public_id>/confirm/", notice.confirm, name="confirm"),
    path("<public_id:public_id>/cancellation/", changes.cancellation, name="cancellation"),
    path("<public_id:public_id>/closing/", changes.closing, name="closing"),
    path("<public_id:public_id>/deliver/", deliveries.deliver, name="deliver"),
    path("<public_id:public_id>/return/", deliveries.returned, name="returned"),
    path("deliveries/<public_id:public_id>/note.pdf", deliveries.note, name="delivery_note"),
    path("deliveries/<public_id:public_id>/dispatched/", notice.dispatched, name="delivery_dispatched"),
    path("deliveries/<public_id:public_id>/arrival/", deliveries.arrival, name="delivery_arrive"),
    path("deliveries/<public_id:public_id>/cancellation/", deliveries.cancellation, name="delivery_cancel"),
]
