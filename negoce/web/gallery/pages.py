"""The pages of the gallery."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import FootCell, TableColumn
from negoce.ui.html import cell, chip, link, number_cell, or_nothing, row_checkbox, tag
from negoce.ui.icons import icon_names
from negoce.web.gallery.access import demo_only
from negoce.web.gallery.charts import gallery_charts
from negoce.web.gallery.forms import SpecimenForm
from negoce.web.gallery.specimens import COMPANIES, Company, gallery_shell

LIVES = (
    ("suspect", "Suspect"),
    ("lead", "Lead"),
    ("approach", "En approche"),
    ("cold", "Prospect froid"),
    ("warm", "Prospect tiède"),
    ("hot", "Prospect chaud"),
    ("new", "Nouveau client"),
    ("irregular", "Client irrégulier"),
    ("regular", "Client régulier"),
    ("ambassador", "Ambassadeur"),
    ("dormant", "Dormant"),
    ("lost", "Perdu"),
)
COLUMNS = (
    TableColumn("Nom", "name", sort_url="?sort=name"),
    TableColumn("Statut", "status"),
    TableColumn("Lieu", "place"),
    TableColumn("APE", "activity"),
    TableColumn("Classe", "category"),
    TableColumn("CA 12 mois", "revenue", numeric=True, sort_url="?sort=-revenue"),
    TableColumn("Marge", "margin", numeric=True),
    TableColumn("Dernière commande", "last_order"),
    TableColumn("Prochaine", "next_order"),
    TableColumn("Suivi par", "owner"),
)
FOOT = (
    FootCell("4 912 entreprises"),
    FootCell(),
    FootCell(),
    FootCell(),
    FootCell(),
    FootCell("4 218 k€", numeric=True, strong=True),
    FootCell(SafeString('<span class="sub">moy. 30,8 %</span>'), numeric=True),
    FootCell(),
    FootCell(),
    FootCell(),
)


def company_row(company: Company) -> SafeString:
    """A row of the list, made the quick way."""
    return SafeString(
        '<tr data-href="/gallery/company/">'
        + row_checkbox(company.name, company.name)
        + cell(link("/gallery/company/", company.name, strong=True))
        + cell(chip(company.status, life=company.life))
        + cell(company.place, quiet=True)
        + cell(company.activity, quiet=True)
        + cell(tag(company.category) if company.category else or_nothing(""))
        + number_cell(or_nothing(company.revenue))
        + number_cell(or_nothing(company.margin))
        + cell(or_nothing(company.last_order), quiet=True)
        + cell(or_nothing(company.next_order), quiet=True)
        + cell(or_nothing(company.owner), quiet=True)
        + "</tr>"
    )


@demo_only
def components(request: HttpRequest) -> HttpResponse:
    """Every component, in light and in dark."""
    context = {
        "shell": gallery_shell(),
        "themes": ("light", "dark"),
        "lives": LIVES,
        "tones": ("good", "warn", "bad", "info", "accent"),
        "icons": sorted(icon_names()),
        "tabs": (
            Tab("Vue d’ensemble", "?", active=True),
            Tab("Interlocuteurs", "?tab=contacts", "4"),
            Tab("Documents", "?tab=files", "31"),
        ),
        "crumbs": (("Fichier clients", "/gallery/list/"), ("Laiterie du Vercors", "")),
        "columns": COLUMNS,
        "rows": SafeString("".join(company_row(company) for company in COMPANIES[:3])),
        "form": SpecimenForm(),
        "form_in_error": SpecimenForm({"name": "", "siren": "123456789"}),
    }
    return render(request, "web/gallery/components.html", context)


@demo_only
def charts(request: HttpRequest) -> HttpResponse:
    """One chart of each kind."""
    context = {
        "shell": gallery_shell(),
        "themes": ("light", "dark"),
        "crumbs": (("Composants", "/gallery/"), ("Graphiques", "")),
        "charts": gallery_charts(),
    }
    return render(request, "web/gallery/charts.html", context)


@demo_only
def company_list(request: HttpRequest) -> HttpResponse:
    """The list of the picture."""
    views = (
        Tab("Toutes", "?", active=True),
        Tab("Mes clients actifs", "?view=1", "186"),
        Tab("À réveiller", "?view=2", "48"),
        Tab("Sans visite depuis 90 j", "?view=3"),
        Tab("Prospects Rhône", "?view=4", "31"),
        Tab("+ Vue", "/gallery/dialog/", dialog="modal"),
    )
    rows = SafeString("".join(company_row(company) for company in COMPANIES))
    context = {"shell": gallery_shell("list"), "views": views, "columns": COLUMNS, "foot": FOOT, "rows": rows}
    return render(request, "web/gallery/list.html", context)


@demo_only
def company(request: HttpRequest) -> HttpResponse:
    """The company page of the picture."""
    tabs = (
        Tab("Vue d’ensemble", "?", active=True),
        Tab("Identité", "?tab=identity"),
        Tab("Interlocuteurs", "?tab=contacts", "4"),
        Tab("Comportement d’affaires", "?tab=behaviour"),
        Tab("Résultats", "?tab=results"),
        Tab("Affaires", "?tab=deals", "2"),
        Tab("Documents", "?tab=files", "31"),
    )
    heights = (40, 52, 31, 60, 48, 66, 40, 58, 70, 44, 62, 55, 61, 72, 50, 66, 80, 58, 74, 69, 88, 61, 77, 84)
    bars = [
        {"x": 10 + 26 * at, "y": 110 - height, "height": height, "past": at < 12}
        for at, height in enumerate(heights)
    ]
    return render(
        request, "web/gallery/company.html", {"shell": gallery_shell("list"), "tabs": tabs, "bars": bars}
    )


@demo_only
def my_day(request: HttpRequest) -> HttpResponse:
    """My day, as in the picture."""
    return render(request, "web/gallery/day.html", {"shell": gallery_shell("day")})


@demo_only
def bare(request: HttpRequest) -> HttpResponse:
    """A page without the frame."""
    return render(request, "web/gallery/bare.html", {"form": SpecimenForm()})
