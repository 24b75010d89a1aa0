"""The accounts of a person who has many: found by name, matricule or role."""

from __future__ import annotations

import unicodedata

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.web.acces import Acces, Requete, acces

TAILLE_DE_PAGE = 25
LONGUEUR = 100


@acces(Acces.CONNECTE)
def liste(request: Requete) -> HttpResponse:
    """List the person's accounts, each with the button that leads to it."""
    texte = " ".join(request.GET.get("q", "")[:LONGUEUR].split())
    trouvees = [a for a in request.appartenances if _repond(a, texte)]
    page = Paginator(trouvees, TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisation/comptes.html", {"page": page, "texte": texte})


def _repond(appartenance: Appartenance, texte: str) -> bool:
    compte = appartenance.compte
    compact = compacter(texte)
    if compact and compte.organisme.matricule.startswith(compact):
        return True
    ou = _plat(f"{compte.organisme.raison_sociale} {compte.get_role_display()}")
    return all(mot in ou for mot in _plat(texte).split())


def _plat(texte: str) -> str:
    """Lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", texte.lower()) if not unicodedata.combining(c))
