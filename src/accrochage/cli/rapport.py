"""``accrochage rapport``: read an accusé de traitement, whoever wrote it."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from accrochage.cli._francais import Commande, Illisible
from accrochage.flux.rapport import ErreurFichier, Motif, PassageKO, Rapport, RapportIllisible, lire, motif_de

_EXEMPLES = 5
_INCONNU = "(non indiqué)"
_FORMULES = ("=", "+", "-", "@", "\t", "\r")


@click.command("rapport", cls=Commande, short_help="Lire un accusé de traitement.")
@click.argument("fichier", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "forme",
    type=click.Choice(["texte", "json", "csv"]),
    default="texte",
    help="Forme de la réponse, texte si rien n’est dit.",
)
def rapport(fichier: Path, forme: str) -> None:
    """Lire un accusé de traitement et compter ce qui est accepté et refusé.

    Les refus sont regroupés par motif. Le code de retour est 0 quand le FICHIER est lu, 2 quand il ne peut
    pas l’être. En CSV, séparé par des points-virgules, une apostrophe précède les cellules qu’un tableur
    prendrait pour une formule.
    """
    lu = _lire(fichier)
    rendu = {"texte": _en_texte, "json": _en_json, "csv": _en_csv}[forme](fichier, lu)
    for morceau in rendu:
        click.echo(morceau, nl=False)


def _lire(fichier: Path) -> Rapport:
    try:
        return lire(fichier)
    except RapportIllisible as erreur:
        raise Illisible(
            f"« {_visible(fichier.name)} » n’est pas un accusé de traitement : {erreur}."
        ) from erreur
    except OSError as erreur:
        raison = "il n’existe pas" if isinstance(erreur, FileNotFoundError) else "l’accès est refusé"
        raise Illisible(f"« {_visible(str(fichier))} » ne peut pas être lu : {raison}.") from erreur


def _visible(texte: str) -> str:
    """Make one line that cannot act on a terminal."""
    une_ligne = " ".join(texte.split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in une_ligne)


def _accord(nombre: int, nom: str, adjectif: str) -> str:
    pluriel = "s" if nombre > 1 else ""
    chiffres = f"{nombre:,}".replace(",", "\u00a0")
    return f"{chiffres} {nom}{pluriel} {adjectif}{pluriel}"


def _en_texte(fichier: Path, lu: Rapport) -> Iterator[str]:
    yield f"Accusé de traitement de « {_visible(lu.nom_fichier or fichier.name)} »\n"
    yield f"  flux : {_visible(lu.id_flux or _INCONNU)}\n"
    yield f"  traitement : {_visible(lu.id_traitement or _INCONNU)}\n\n"
    if lu.refuse:
        yield f"Fichier refusé en entier : {_accord(len(lu.erreurs), 'erreur', 'signalée')}.\n"
        yield from (f"  - {_position(erreur)}{_visible(erreur.message)}\n" for erreur in lu.erreurs)
        return
    yield f"{_accord(len(lu.ok), 'passage', 'accepté')}, {_accord(len(lu.ko), 'passage', 'refusé')}.\n"
    if lu.ko:
        yield "\nRefus, par motif :\n"
        for motif, refuses in _par_motif(lu):
            yield from _motif_en_texte(motif, refuses)


def _position(erreur: ErreurFichier) -> str:
    if erreur.ligne is None:
        return ""
    colonne = "" if erreur.colonne is None else f", colonne {erreur.colonne}"
    return f"ligne {erreur.ligne}{colonne} : "


def _motif_en_texte(motif: Motif, refuses: list[PassageKO]) -> Iterator[str]:
    code = f" [{motif.code}]" if motif.code else ""
    yield f"  {len(refuses)} × {_visible(motif.libelle)}{code}\n"
    noms = ", ".join(_visible(refus.id_technique) for refus in refuses[:_EXEMPLES])
    reste = len(refuses) - _EXEMPLES
    autres = f" et {reste} autre{'s' if reste > 1 else ''}" if reste > 0 else ""
    yield f"      {noms}{autres}\n"


def _par_motif(lu: Rapport) -> list[tuple[Motif, list[PassageKO]]]:
    """Group the refused passages by reason, the most frequent first."""
    groupes: defaultdict[Motif, list[PassageKO]] = defaultdict(list)
    for refus in lu.ko:
        groupes[motif_de(refus.message)].append(refus)
    return sorted(groupes.items(), key=lambda groupe: (-len(groupe[1]), groupe[0].libelle))


def _en_json(fichier: Path, lu: Rapport) -> Iterator[str]:
    objet = {
        "fichier": fichier.name,
        "nom_fichier": lu.nom_fichier,
        "id_flux": lu.id_flux,
        "id_traitement": lu.id_traitement,
        "refuse": lu.refuse,
        "passages_ok": len(lu.ok),
        "passages_ko": len(lu.ko),
        "motifs": [
            {"code": motif.code, "motif": motif.libelle, "passages": len(refuses)}
            for motif, refuses in _par_motif(lu)
        ],
        "ko": [refus._asdict() for refus in lu.ko],
        "ok": list(lu.ok),
        "erreurs": [erreur._asdict() for erreur in lu.erreurs],
    }
    yield json.dumps(objet, ensure_ascii=False) + "\n"


def _en_csv(_fichier: Path, lu: Rapport) -> Iterator[str]:
    yield _rangee("statut", "id_technique", "message", "ligne", "colonne")
    for erreur in lu.erreurs:
        yield _rangee("REJETE", "", erreur.message, erreur.ligne, erreur.colonne)
    for refus in lu.ko:
        yield _rangee("KO", refus.id_technique, refus.message, None, None)
    for id_technique in lu.ok:
        yield _rangee("OK", id_technique, "", None, None)


def _rangee(*cellules: str | int | None) -> str:
    """Write one line of CSV; what a spreadsheet would run as a formula is defused."""
    sortie = io.StringIO()
    textes = ["" if cellule is None else str(cellule) for cellule in cellules]
    sures = [f"'{texte}" if texte.startswith(_FORMULES) else texte for texte in textes]
    csv.writer(sortie, delimiter=";", lineterminator="\n").writerow(sures)
    return sortie.getvalue()
