"""Write a report in constant memory, always the same bytes for the same content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import BinaryIO

from accrochage.flux.rapport._modele import ESPACE_DE_NOMS, ErreurFichier, PassageKO

ERREURS_MAX = 100
"""The real operator's report of a refused file stops at about the first hundred errors."""

_EN_TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RACINE = f'<rapport xmlns:ns2="{ESPACE_DE_NOMS}">\n'
_FIN = "</rapport>\n"

_INTERDITS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_A_ECHAPPER = re.compile("[&<>\r]|" + _INTERDITS.pattern)
_ECHAPPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}

_TAMPON = 512
_NOM_MAX = 120
_HORS_NOM = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u2028\u2029\ud800-\udfff]+')


def _texte(valeur: str) -> str:
    """Escape a text; a character that XML forbids becomes U+FFFD."""
    return _A_ECHAPPER.sub(lambda trouve: _ECHAPPES.get(trouve.group(), "\ufffd"), valeur)


def _element(nom: str, valeur: str, marge: str = "    ") -> str:
    return f"{marge}<{nom}>{_texte(valeur)}</{nom}>\n"


def _verser(sortie: BinaryIO, morceaux: Iterable[str]) -> None:
    """Write the pieces a few hundred at a time: neither one by one nor all at once."""
    source = iter(morceaux)
    while tampon := list(islice(source, _TAMPON)):
        sortie.write("".join(tampon).encode())


def ecrire(
    sortie: BinaryIO,
    *,
    nom_fichier: str,
    id_flux: str,
    id_traitement: int,
    ko: Iterable[PassageKO | tuple[str, str]],
    ok: Iterable[str],
) -> None:
    """Write the report of a file that was treated.

    ``ko`` gives (idTechnique, message) and ``ok`` idTechnique, both in file order; they are
    consumed once, ``ko`` first. Texts may hold any character. Raises what ``sortie.write``
    raises.
    """
    _verser(sortie, (_EN_TETE, _RACINE, _element("nomFichier", nom_fichier), _element("idFlux", id_flux)))
    _verser(sortie, (_element("idTraitement", str(id_traitement)), "    <PassagesKO>\n"))
    _verser(sortie, (_passage(id_technique, message) for id_technique, message in ko))
    _verser(sortie, ("    </PassagesKO>\n", "    <PassagesOK>\n"))
    _verser(sortie, (_element("idTechnique", id_technique, "        ") for id_technique in ok))
    _verser(sortie, ("    </PassagesOK>\n", _FIN))


def _passage(id_technique: str, message: str) -> str:
    return (
        "        <passage>\n"
        f"            <idTechnique>{_texte(id_technique)}</idTechnique>\n"
        f"            <messageErreur>{_texte(message)}</messageErreur>\n"
        "        </passage>\n"
    )


def ecrire_refus(
    sortie: BinaryIO,
    *,
    nom_fichier: str,
    id_traitement: int,
    erreurs: Iterable[ErreurFichier],
) -> None:
    """Write the report of a file that was refused as a whole: no idFlux, the first hundred errors.

    A position that is not known is written 0 **(ours)**: readers expect a number.
    """
    _verser(sortie, (_EN_TETE, _RACINE, _element("nomFichier", nom_fichier)))
    _verser(sortie, (_element("idTraitement", str(id_traitement)), "    <erreurs>\n"))
    _verser(sortie, (_erreur(erreur) for erreur in islice(erreurs, ERREURS_MAX)))
    _verser(sortie, ("    </erreurs>\n", _FIN))


def _erreur(erreur: ErreurFichier) -> str:
    return (
        "        <erreur>\n"
        f"            <type>{_texte(erreur.type)}</type>\n"
        f"            <message>{_texte(erreur.message)}</message>\n"
        f"            <ligne>{erreur.ligne or 0}</ligne>\n"
        f"            <colonne>{erreur.colonne or 0}</colonne>\n"
        "        </erreur>\n"
    )


def nom_du_rapport(nom_fichier: str, jour: date) -> str:
    """Return the report's file name: ``Accusé de traitement_<deposited file name>_<AAAAMMJJ>.xml``.

    Only the last part of a path is kept; characters that a file system or a header refuses
    become ``_``; a very long name is cut, its end kept.
    """
    seul = re.split(r"[/\\]", nom_fichier)[-1]
    propre = _HORS_NOM.sub("_", seul).strip() or "fichier"
    return f"Accusé de traitement_{propre[-_NOM_MAX:]}_{jour:%Y%m%d}.xml"
