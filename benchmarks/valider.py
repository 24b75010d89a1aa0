"""Time and memory of ``accrochage valider``, beside two programs that only check the schema.

``python benchmarks/valider.py [--passages 200000] [--repetitions 3]`` writes a file of that many
passages, then runs each program on it in turn. The time is the median of the runs; the memory is
taken in one more run of each, so that looking at it slows nobody down. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generer_flux import Modele, generer
from mesure import Commande, Duree, duree, pic_memoire

XMLLINT = "xmllint --stream"
ACCROCHAGE = "accrochage valider"
SCHEMA = Path(str(files("accrochage.flux.schemas") / "flux-1.1.5.xsd"))
DOM = """
import sys
from lxml import etree
schema = etree.XMLSchema(file=sys.argv[1])
sys.exit(not schema.validate(etree.parse(sys.argv[2], etree.XMLParser(huge_tree=True))))
"""


def commandes(fichier: Path, taille: int, passages: int) -> list[Commande]:
    """Return the programs to compare; ours runs as users run it, with its limits raised."""
    executable = Path(sys.executable).with_name("accrochage")
    limites = {
        "ACCROCHAGE_TAILLE_MAX": str(max(taille, 200_000_000)),
        "ACCROCHAGE_PASSAGES_MAX": str(max(passages, 200_000)),
    }
    return [
        Commande(XMLLINT, ["xmllint", "--noout", "--stream", "--schema", str(SCHEMA), str(fichier)], {}),
        Commande("lxml parse + validate", [sys.executable, "-c", DOM, str(SCHEMA), str(fichier)], {}),
        Commande(ACCROCHAGE, [str(executable), "valider", "--format", "json", str(fichier)], limites),
    ]


def verifier(commande: Commande, passages: int) -> None:
    """Make sure that our program read the whole file, and found nothing to refuse."""
    sortie = subprocess.run(
        commande.arguments, env={**os.environ, **commande.environnement}, capture_output=True, check=False
    ).stdout
    reponse = json.loads(sortie)
    if reponse["statut"] != "CONFORME" or reponse["passages"] != passages or reponse["constats"]:
        raise SystemExit(f"réponse inattendue : {json.dumps(reponse, ensure_ascii=False)[:2000]}")


class Mesure(NamedTuple):
    """Medians of the runs, in seconds, and the peak of memory in MB."""

    secondes: float
    processeur: float
    memoire: float


def comparer(fichier: Path, passages: int, repetitions: int) -> dict[str, Mesure]:
    """Run each program in turn, several times, then once more to look at its memory."""
    a_comparer = commandes(fichier, fichier.stat().st_size, passages)
    verifier(a_comparer[-1], passages)
    durees: dict[str, list[Duree]] = {commande.nom: [] for commande in a_comparer}
    for tour in range(repetitions):
        for commande in a_comparer:
            durees[commande.nom].append(duree(commande))
            secondes, processeur = durees[commande.nom][-1]
            print(f"tour {tour + 1} : {commande.nom:<24}{secondes:8.2f} s{processeur:8.2f} s CPU", flush=True)
    return {
        commande.nom: Mesure(*map(median, zip(*durees[commande.nom], strict=True)), pic_memoire(commande))
        for commande in a_comparer
    }


def montrer(mesures: dict[str, Mesure]) -> None:
    reference = mesures[XMLLINT].secondes
    print(f"\n{'':<24}{'médiane':>10}{'rapport':>9}{'CPU':>10}{'pic (PSS)':>13}")
    for nom, (secondes, processeur, memoire) in mesures.items():
        rapport = secondes / reference
        print(f"{nom:<24}{secondes:>8.2f} s{rapport:>9.2f}{processeur:>8.2f} s{memoire:>10.0f} Mo")


def main() -> None:
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--passages", type=int, default=200_000)
    analyseur.add_argument("--repetitions", type=int, default=3)
    options = analyseur.parse_args()
    with tempfile.TemporaryDirectory(prefix="accrochage-bench-") as dossier:
        fichier = Path(dossier) / "flux.xml"
        taille = generer(fichier, Modele(passages=options.passages))
        print(
            f"{options.passages} passages, {taille / 1e6:.1f} Mo, {os.process_cpu_count()} cœurs", flush=True
        )
        mesures = comparer(fichier, options.passages, options.repetitions)
    montrer(mesures)
    nous = mesures[ACCROCHAGE]
    print(
        json.dumps(
            {
                "passages": options.passages,
                "secondes": round(nous.secondes, 2),
                "ratio_xmllint": round(nous.secondes / mesures[XMLLINT].secondes, 2),
                "pic_memoire_mo": round(nous.memoire, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
