"""What can be downloaded of a deposit. Never cached; each download is in the journal."""

from __future__ import annotations

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from accrochage.portail.depots import documents
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces
from accrochage.portail.web.suivi.views import depot_visible, noter_lecture


@acces(Acces.LECTEUR)
@never_cache
def fichier(request: RequeteDeCompte, numero: int) -> FileResponse:
    """Send the deposited file, byte for byte."""
    depot = depot_visible(request, numero)
    noter_lecture(request, depot, "depot.telecharge", document="fichier")
    return _envoyer(documents.fichier(depot))


@acces(Acces.LECTEUR)
@never_cache
def accuse_reception(request: RequeteDeCompte, numero: int) -> FileResponse:
    """Send the accusé de réception."""
    depot = depot_visible(request, numero)
    noter_lecture(request, depot, "depot.telecharge", document="accuse_reception")
    return _envoyer(documents.accuse_reception(depot))


@acces(Acces.LECTEUR)
@never_cache
def accuse_traitement(request: RequeteDeCompte, numero: int) -> FileResponse:
    """Send the accusé de traitement, once there is one."""
    depot = depot_visible(request, numero)
    document = documents.accuse_traitement(depot)
    if document is None:
        raise Http404
    noter_lecture(request, depot, "depot.telecharge", document="accuse_traitement")
    return _envoyer(document)


@acces(Acces.LECTEUR)
@never_cache
def constats_csv(request: RequeteDeCompte, numero: int) -> StreamingHttpResponse:
    """Send all the findings as CSV."""
    depot = depot_visible(request, numero)
    noter_lecture(request, depot, "depot.telecharge", document="constats")
    nom = documents.nom_csv(depot)
    reponse = StreamingHttpResponse(documents.lignes_csv(depot), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=nom)
    return reponse


def _envoyer(document: documents.Document) -> FileResponse:
    return FileResponse(
        document.contenu, as_attachment=True, filename=document.nom, content_type=document.type_mime
    )
