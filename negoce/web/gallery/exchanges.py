"""The fragments that the gallery's elements ask for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from negoce.ui.html import text
from negoce.ui.toasts import toast
from negoce.web.gallery.access import demo_only
from negoce.web.gallery.forms import SpecimenForm
from negoce.web.gallery.pages import company_row
from negoce.web.gallery.specimens import COMPANIES

STEPS = 5


@demo_only
def search(request: HttpRequest) -> HttpResponse:
    """The answer of the palette."""
    words = request.GET.get("q", "").casefold()
    found = [company for company in COMPANIES if words in company.name.casefold()][:6]
    return render(request, "web/gallery/_search.html", {"words": words, "found": found})


@demo_only
def edit(request: HttpRequest) -> HttpResponse:
    """GET the field, POST the value; `0` is refused, to show an error."""
    if request.method == "GET":
        return render(
            request, "web/gallery/_edit.html", {"value": request.GET.get("value", "48"), "error": ""}
        )
    value = request.POST.get("headcount", "")
    if not value.isdecimal() or value == "0":
        error = "Un effectif est un nombre entier, au moins 1."
        return render(request, "web/gallery/_edit.html", {"value": value, "error": error}, status=422)
    return HttpResponse(text(value))


@demo_only
def dialog(request: HttpRequest) -> HttpResponse:
    """What fills the dialog."""
    return render(request, "web/gallery/_dialog.html", {"form": SpecimenForm()})


@demo_only
def notice(request: HttpRequest) -> HttpResponse:
    """A notice with an undo."""
    response = HttpResponse(status=204)
    if "undo" in request.GET:
        toast(response, "C’est annulé.", tone="info")
    else:
        toast(
            response,
            "2 entreprises affectées à Hugo L.",
            undo_url="/gallery/toast/?undo=1",
            link_url="/gallery/list/",
            link_label="Voir",
        )
    return response


@demo_only
def progress(request: HttpRequest) -> HttpResponse:
    """A job that advances by a step each time it is asked about."""
    step = int(request.session.get("gallery_step", 0)) + 1
    request.session["gallery_step"] = step % STEPS
    return render(
        request, "web/gallery/_progress.html", {"step": step, "steps": STEPS, "done": step >= STEPS}
    )


@demo_only
def more_rows(request: HttpRequest) -> HttpResponse:
    """The next rows of a list."""
    return HttpResponse("".join(company_row(company) for company in COMPANIES[3:6]))


@demo_only
def columns(request: HttpRequest) -> HttpResponse:
    """Where `<n-columns>` posts; says what it was told."""
    response = HttpResponse(status=204)
    toast(response, request.POST.get("columns", ""), tone="info")
    return response


@demo_only
def refuse(request: HttpRequest, status: int) -> HttpResponse:
    """Fail on purpose, to see what the page does."""
    return HttpResponse(status=status if status in {401, 403, 404, 422, 500, 503} else 404)
