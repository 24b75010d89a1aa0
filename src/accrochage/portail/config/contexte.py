"""What every template knows about the installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from accrochage import __version__


def environnement(_request: HttpRequest) -> dict[str, object]:
    """``est_demo``, for the banner; ``version``, for the footer; ``annonce``, that a page may read out."""
    return {"est_demo": settings.DEMO, "version": __version__, "annonce": ""}
