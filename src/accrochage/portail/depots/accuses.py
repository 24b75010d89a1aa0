"""The two accusés of a deposit: the files that are kept, and their names."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from django.utils import timezone
from lxml import etree

from accrochage.flux.findings import Constat
from accrochage.flux.rapport import ecrire_refus, erreur_de, nom_du_rapport
from accrochage.portail.depots import stockage
from accrochage.portail.depots.models import Depot

ESPACE = "urn:accrochage:accuse-reception:1"


def dossier_de(depot: Depot) -> str:
    """Where the files of a deposit live in the storage."""
    return f"{depot.recu_le:%Y/%m}/{depot.pk}"


def nom_accuse_traitement(depot: Depot) -> str:
    """File name of the accusé de traitement, as the real operator names it."""
    return nom_du_rapport(depot.nom_fichier, _jour(depot))


def nom_accuse_reception(depot: Depot) -> str:
    """File name of the accusé de réception **(ours)**."""
    return nom_du_rapport(depot.nom_fichier, _jour(depot)).replace("traitement", "réception", 1)


def _jour(depot: Depot) -> date:
    return timezone.localtime(depot.fini_le or depot.recu_le).date()


def ecrire_reception(depot: Depot, constats: Iterable[Constat], *, recevable: bool) -> str:
    """Write the accusé de réception (XML, ours) and return its storage name."""
    racine = etree.Element(f"{{{ESPACE}}}accuseReception", nsmap={None: ESPACE})  # type: ignore[dict-item] # lxml takes None for "no prefix"
    valeurs = {
        "numero": str(depot.numero),
        "nomFichier": depot.nom_fichier,
        "taille": str(depot.taille),
        "sha256": depot.sha256,
        "idFlux": depot.id_flux,
        "recuLe": timezone.localtime(depot.recu_le).isoformat(timespec="seconds"),
        "deposePar": depot.depose_par.identifiant,
        "emetteur": depot.emetteur.matricule,
        "recevable": "true" if recevable else "false",
    }
    for nom, valeur in valeurs.items():
        if valeur:
            _enfant(racine, nom, valeur)
    liste = etree.SubElement(racine, f"{{{ESPACE}}}constats")
    for constat in constats:
        _constat(liste, constat)
    octets = etree.tostring(racine, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return stockage.ecrire(f"{dossier_de(depot)}/reception.xml", [octets])


def _constat(liste: etree._Element, constat: Constat) -> None:
    noeud = etree.SubElement(
        liste, f"{{{ESPACE}}}constat", {"code": constat.code, "severite": constat.severite.value}
    )
    for nom, valeur in (("ligne", constat.ligne), ("colonne", constat.colonne)):
        if valeur is not None:
            noeud.set(nom, str(valeur))
    _enfant(noeud, "message", constat.message)
    _enfant(noeud, "remede", constat.remede)


def _enfant(parent: etree._Element, nom: str, valeur: str) -> None:
    etree.SubElement(parent, f"{{{ESPACE}}}{nom}").text = xml_possible(valeur)


def xml_possible(texte: str) -> str:
    """The text without the control characters that XML forbids."""
    return "".join(c if c.isprintable() or c in "\t\n" else "�" for c in texte)


def ecrire_traitement_refuse(depot: Depot, constats: Iterable[Constat]) -> str:
    """Write the accusé de traitement of a file refused as a whole, and return its storage name."""
    with tempfile.TemporaryFile(dir=stockage.dossier_temporaire()) as sortie:
        ecrire_refus(
            sortie,
            nom_fichier=depot.nom_fichier,
            id_traitement=depot.numero,
            erreurs=(erreur_de(constat) for constat in constats),
        )
        return stocker_traitement(depot, sortie)


def stocker_traitement(depot: Depot, sortie: BinaryIO) -> str:
    """Store a written accusé de traitement and return its storage name."""
    sortie.flush()
    sortie.seek(0)
    return stockage.ecrire(f"{dossier_de(depot)}/traitement.xml", stockage.morceaux(sortie))
