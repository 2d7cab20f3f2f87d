"""Where one is signed in: the devices, one or all others signed out."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.actions.devices import end_device, end_other_devices
from negoce.identity.models import Device, User
from negoce.identity.queries.devices import open_devices
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404

PHONES = frozenset({"iPhone", "iPad", "Android"})


@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """The open sessions of one's account, this one first."""
    here = request.session.session_key
    lines = [
        {
            "device": device,
            "name": device_words(device),
            "icon": "phone" if device.system in PHONES else "system",
            "here": device.session_key == here,
        }
        for device in sorted(open_devices(_user(request)), key=lambda device: device.session_key != here)
    ]
    context = {"lines": lines, "others": any(not line["here"] for line in lines)}
    return render(request, "web/account/devices.html", context)


@require_POST
def end_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close one of the other sessions of the account."""
    others = Device.objects.filter(user=_user(request)).exclude(session_key=request.session.session_key)
    device = load_or_404(others, public_id)
    name = device_words(device)
    end_device(actor_of(request), device)
    flash(request, _("%(device)s est déconnecté.") % {"device": name})
    return redirect("account:devices")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Close every open session of the account but this one."""
    user = _user(request)
    end_other_devices(actor_of(request), user, but_session=request.session.session_key or "")
    update_session_auth_hash(request, user)
    flash(request, _("Les autres appareils sont déconnectés."))
    return redirect("account:devices")


def device_words(device: Device) -> str:
    """« Firefox sur Windows », as far as the browser told."""
    if device.browser and device.system:
        return _("%(browser)s sur %(system)s") % {"browser": device.browser, "system": device.system}
    return device.browser or device.system or _("Appareil inconnu")


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user
