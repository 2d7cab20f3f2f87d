"""Addresses: each sub-package of the shells owns its own."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("negoce.web.identity.sign_in_urls")),
    path("account/", include("negoce.web.account.urls")),
    path("", include("negoce.web.identity.urls")),
    path("", include("negoce.web.shell.urls")),
    path("", include("negoce.web.settings.urls")),
    path("", include("negoce.web.journal.urls")),
    path("", include("negoce.web.home.urls")),
    path("", include("negoce.web.lists.urls")),
    path("", include("negoce.web.terms.urls")),
    path("contracts/", include("negoce.web.contracts.urls")),
    path("companies/", include("negoce.web.companies.urls")),
    path("companies/", include("negoce.web.catalogue.tariff_urls")),
    path("companies/", include("negoce.web.rebates.urls")),
    path("contacts/", include("negoce.web.contacts.urls")),
    path("contacts/", include("negoce.web.privacy.urls")),
    path("duplicates/", include("negoce.web.duplicates.urls")),
    path("activities/", include("negoce.web.activities.urls")),
    path("deals/", include("negoce.web.deals.urls")),
    path("q/", include("negoce.web.offers.urls")),
    path("orders/", include("negoce.web.orders.urls")),
    path("", include("negoce.web.billing.urls")),
    path("", include("negoce.web.payments.urls")),
    path("products/", include("negoce.web.catalogue.urls")),
    path("quotes/", include("negoce.web.quotes.urls")),
    path("sale-lines/", include("negoce.web.sale_lines.urls")),
    path("calculators/", include("negoce.web.calculators.urls")),
    path("", include("negoce.web.imports.urls")),
    path("", include("negoce.web.jobs.urls")),
    path("search/", include("negoce.web.search.urls")),
    path("", include("negoce.web.outbox.urls")),
    path("gallery/", include("negoce.web.gallery.urls")),
]
handler403 = "negoce.web.shell.refusal.permission_denied"
