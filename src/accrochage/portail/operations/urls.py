"""Routes for those who run the portal."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.operations.sante import sante

urlpatterns = [path("sante", sante, name="sante")]
