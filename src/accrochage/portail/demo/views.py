"""Pages of the demonstration: identifiers, sample files, mailbox."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override

from accrochage.portail.demo import echantillons, personnages
from accrochage.portail.demo.codes import code_du_moment
from accrochage.portail.demo.models import CourrielRecu
from accrochage.portail.web.acces import Acces, acces

TAILLE_DE_PAGE = 20
LONGUEUR_RECHERCHE = 100


@acces(Acces.PUBLIC)
def accueil(request: HttpRequest) -> HttpResponse:
    """Show who plays, with which password, and the files to try."""
    distribution = personnages.charger()
    tous = echantillons.lister(_dossier())
    contexte = {
        "d": distribution,
        "contrat_inscrit": personnages.contrat_de(distribution.inscrit),
        "contrat_en_attente": personnages.contrat_de(distribution.en_attente),
        "mot_de_passe_certificateur": personnages.MOT_DE_PASSE_CERTIFICATEUR,
        "mot_de_passe_deposant": personnages.MOT_DE_PASSE_DEPOSANT,
        "mot_de_passe_gestionnaire": personnages.MOT_DE_PASSE_GESTIONNAIRE,
        "code": code_du_moment(distribution.gestionnaire),
        "essais": [
            (organisme, [e for e in tous if e.matricule == organisme.matricule])
            for organisme in (distribution.inscrit, distribution.deposant, distribution.en_attente)
        ],
    }
    return render(request, "demo/accueil.html", contexte)


@acces(Acces.PUBLIC)
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Show the gestionnaire's code of the moment; the page asks again when it changes."""
    return render(request, "demo/_code.html", {"code": code_du_moment(personnages.charger().gestionnaire)})


@acces(Acces.PUBLIC)
def courriels(request: HttpRequest) -> HttpResponse:
    """List the mails sent, latest first; search and page are in the address."""
    texte = request.GET.get("q", "").strip()[:LONGUEUR_RECHERCHE]
    trouves = CourrielRecu.objects.defer("texte", "html")
    if texte:
        trouves = trouves.filter(Q(destinataire__icontains=texte) | Q(sujet__icontains=texte))
    page = Paginator(trouves, TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    return render(request, "demo/courriels.html", {"page": page, "texte": texte})


@acces(Acces.PUBLIC)
def courriel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text of one mail, its links alive."""
    return render(request, "demo/courriel.html", {"courriel": get_object_or_404(CourrielRecu, pk=pk)})


@acces(Acces.PUBLIC)
@csp_override(
    {
        "default-src": [CSP.NONE],
        "style-src": [CSP.UNSAFE_INLINE],
        "sandbox": ["allow-top-navigation-by-user-activation"],
    }
)
def courriel_html(_request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail as mail programs do: it is ours, but it runs nothing and loads nothing."""
    return HttpResponse(get_object_or_404(CourrielRecu, pk=pk).html)


@acces(Acces.PUBLIC)
def echantillon(_request: HttpRequest, essai: str, genre: str) -> FileResponse:
    """Send a sample file (``fichier``) or what its report must say (``attendu``)."""
    trouve = next((e for e in echantillons.lister(_dossier()) if e.nom == essai), None)
    if trouve is None or genre not in {"fichier", "attendu"}:
        raise Http404
    chemin = trouve.chemin if genre == "fichier" else trouve.attendu
    return FileResponse(chemin.open("rb"), as_attachment=True, filename=chemin.name)


def _dossier() -> Path:
    return Path(settings.DOSSIER_VAR) / "demo" / "echantillons"
