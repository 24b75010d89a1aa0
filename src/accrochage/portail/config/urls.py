"""All routes."""

from __future__ import annotations

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accrochage.portail.operations.urls")),
    path("", include("accrochage.portail.web.public.urls")),
    path("se-faire-connaitre/", include("accrochage.portail.web.demande.urls")),
    path("transmettre/", include("accrochage.portail.web.depot.urls")),
    path("suivi/", include("accrochage.portail.web.suivi.urls")),
    path("aide/", include("accrochage.portail.web.aide.urls")),
    path("compte/openid/", include("accrochage.portail.web.connexion.openid_urls")),
    path("compte/", include("accrochage.portail.web.connexion.urls")),
    path("inscription/", include("accrochage.portail.web.inscription.urls")),
    path("invitation/", include("accrochage.portail.web.invitation.urls")),
    path("profil/", include("accrochage.portail.web.profil.urls")),
    path("certifications/", include("accrochage.portail.web.certifications.urls")),
    path("conditions/", include("accrochage.portail.web.conditions.urls")),
    path("organisation/journal/", include("accrochage.portail.web.journal.urls")),
    path("organisation/", include("accrochage.portail.web.organisation.urls")),
    path("gestion/", include("accrochage.portail.web.gestion.urls")),
]
handler400 = "accrochage.portail.web.public.erreurs.demande_refusee"
if apps.is_installed("accrochage.portail.demo"):
    urlpatterns.append(path("demo/", include("accrochage.portail.demo.urls")))
