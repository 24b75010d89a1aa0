"""Error pages that need more than a template."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def demande_refusee(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer to what can't be read: 413 when it is too big, 400 otherwise."""
    statut = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{statut}.html", status=statut)
