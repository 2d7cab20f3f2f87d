"""When two people take the same name at the same moment, the database decides and the second one is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from negoce.kit.refusal import Refused


@contextmanager
def one_transaction() -> Iterator[None]:
    """A transaction whose broken unique constraint becomes a refusal in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        raise Refused(
            _("Quelqu’un vient d’enregistrer ce même nom, cette adresse ou ce code. Rien n’a été changé.")
        ) from broken
