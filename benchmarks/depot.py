"""Time a deposit from the start of its upload to its accusé de traitement, on the whole portal.

Starts the portal as ``make run`` does (embedded PostgreSQL, gunicorn, a worker, the demonstration's
register of 200,000 invented persons), logs in and deposits over HTTP as a browser would, and waits for the
report. One passage in a hundred breaks the schema, one in fifty names nobody. The last line of the
output is JSON.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

import psutil

from accrochage.flux.reference import TypeCommune, communes
from accrochage.matching.synthese import Generateur
from generer_flux import Modele, Personne, generer

DELAI_DEMARRAGE = 180
DELAI_TRAITEMENT = 900
PART_INCONNUS = 50
PERSONNES = 200_000


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


class Portail:
    """The supervised portal in a folder of its own."""

    def __init__(self, dossier: Path) -> None:
        self.port = port_libre()
        self.dossier = dossier
        self.environnement = {
            **{nom: valeur for nom, valeur in os.environ.items() if nom != "DATABASE_URL"},
            "ENVIRONNEMENT": "demo",
            "DOSSIER_VAR": str(dossier),
            "PORT": str(self.port),
            "DEPOT_TAILLE_MAX": "2000000000",
            "DEPOT_PASSAGES_MAX": "2000000",
        }

    def __enter__(self) -> Self:
        self.journal = (self.dossier.parent / "portail.log").open("w")
        self.processus = subprocess.Popen(
            [sys.executable, "-m", "accrochage.portail", "demarrer"],
            env=self.environnement,
            stdout=self.journal,
            stderr=subprocess.STDOUT,
        )
        limite = time.monotonic() + DELAI_DEMARRAGE
        while not self._repond():
            if self.processus.poll() is not None or time.monotonic() > limite:
                raise SystemExit(f"le portail ne démarre pas ; voir {self.journal.name}")
            time.sleep(0.2)
        return self

    def __exit__(self, *_: object) -> None:
        self.processus.send_signal(signal.SIGINT)
        self.processus.wait(timeout=120)
        self.journal.close()

    def _repond(self) -> bool:
        try:
            return Navigateur(self.port).lire("/sante")[0] == 200
        except OSError:
            return False

    def identifiants(self) -> tuple[str, str, str, str]:
        """Login, password, matricule and contract of the registered certificateur."""
        texte = (self.dossier / "demo" / "identifiants.txt").read_text(encoding="utf-8")
        bloc = texte.split("Certificateur inscrit")[1]
        valeurs = [
            re.search(rf"{nom}\s+(.+)", bloc) for nom in ("connexion", "mot de passe", "matricule", "contrat")
        ]
        connexion, secret, matricule, contrat = (v[1].strip() for v in valeurs if v)
        return connexion, secret, "".join(matricule.split()), "".join(contrat.split())

    def ouvrier(self) -> psutil.Process:
        """The worker's process."""
        for enfant in psutil.Process(self.processus.pid).children(recursive=True):
            if "worker" in enfant.cmdline():
                return enfant
        raise SystemExit("aucun ouvrier ne tourne")


@dataclass
class Navigateur:
    """Just enough of a browser: cookies, forms, one streamed upload."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def _requete(self, methode: str, chemin: str, corps=None, entetes=None) -> tuple[int, str, str]:
        connexion = http.client.HTTPConnection("localhost", self.port, timeout=DELAI_TRAITEMENT)
        biscuits = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        connexion.request(methode, chemin, corps, {"Cookie": biscuits, **(entetes or {})})
        reponse = connexion.getresponse()
        for entete in reponse.headers.get_all("Set-Cookie", []):
            nom, _, valeur = entete.partition(";")[0].partition("=")
            self.cookies[nom.strip()] = valeur
        texte = reponse.read().decode("utf-8", "replace")
        connexion.close()
        return reponse.status, reponse.headers.get("Location", ""), texte

    def lire(self, chemin: str) -> tuple[int, str]:
        statut, _, texte = self._requete("GET", chemin)
        return statut, texte

    def jeton(self, chemin: str) -> str:
        statut, texte = self.lire(chemin)
        trouve = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', texte)
        if statut != 200 or trouve is None:
            raise SystemExit(f"{chemin} : page inattendue ({statut})")
        return trouve[1]

    def envoyer(self, chemin: str, **champs: str) -> str:
        """Post a form; return where it leads."""
        corps = urllib.parse.urlencode({"csrfmiddlewaretoken": self.jeton(chemin), **champs})
        statut, suite, _ = self._requete(
            "POST",
            chemin,
            corps,
            {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.port}"},
        )
        if statut != 302:
            raise SystemExit(f"{chemin} : formulaire refusé ({statut})")
        return suite

    def deposer(self, chemin: str, fichier: Path) -> str:
        """Post a file, streamed; return where it leads."""
        limite = "limite-du-banc-1234567890"
        jeton = self.jeton(chemin)
        champ = f'--{limite}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{jeton}\r\n'
        tete = (
            f'--{limite}\r\nContent-Disposition: form-data; name="fichier"; filename="{fichier.name}"\r\n'
            "Content-Type: application/xml\r\n\r\n"
        )
        debut, fin = (champ + tete).encode(), f"\r\n--{limite}--\r\n".encode()
        taille = len(debut) + fichier.stat().st_size + len(fin)

        def corps() -> Iterator[bytes]:
            yield debut
            with fichier.open("rb") as source:
                while morceau := source.read(1 << 20):
                    yield morceau
            yield fin

        statut, suite, texte = self._requete(
            "POST",
            chemin,
            corps(),
            {
                "Content-Type": f"multipart/form-data; boundary={limite}",
                "Content-Length": str(taille),
                "Origin": f"http://localhost:{self.port}",
            },
        )
        if statut != 302:
            raise SystemExit(f"dépôt refusé ({statut}) : {texte[:500]}")
        return suite


class Veille(threading.Thread):
    """Highest memory of a process and its children (PSS, bytes)."""

    def __init__(self, processus: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._processus, self._fin, self.pic = processus, threading.Event(), 0

    def run(self) -> None:
        while not self._fin.wait(0.1):
            total = 0
            try:
                for membre in (self._processus, *self._processus.children(recursive=True)):
                    total += membre.memory_full_info().pss
            except psutil.Error:
                continue
            self.pic = max(self.pic, total)

    def finir(self) -> float:
        self._fin.set()
        self.join()
        return self.pic / 1e6


def personnes(nombre: int) -> Iterator[Personne]:
    """The register's own persons, in order; one in fifty under a name that nobody has."""

    graine, poids = 20_260_301, communes()
    divisees = {c.rattachement for c in poids if c.type is TypeCommune.ARRONDISSEMENT}
    couples = [(c.code, c.population) for c in poids if c.population and c.code not in divisees]
    for rang, p in enumerate(Generateur(graine, couples).personnes(min(nombre, PERSONNES))):
        inconnu = rang % PART_INCONNUS == 0
        yield Personne(
            nom="INTROUVABLEZ" if inconnu else p.nom_naissance,
            prenom=p.prenom1,
            sexe=p.sexe,
            naissance=date(p.annee, p.mois or 1, p.jour or 1),
            code_insee=p.code_insee,
            commune="Lieu",
            usage=p.nom_usage or None,
            prenom2=p.prenom2 or None,
            pays=(p.code_pays, "Pays") if p.code_pays else None,
        )


def mesurer(passages: int) -> dict[str, object]:
    """Run one deposit and return its figures."""
    if passages > PERSONNES:
        raise SystemExit(f"le registre du banc a {PERSONNES} personnes")
    dossier = Path(tempfile.mkdtemp(prefix="accrochage-banc-"))
    dossier.chmod(0o755)
    try:
        with Portail(dossier / "var") as portail:
            return _deposer(portail, dossier, passages)
    finally:
        shutil.rmtree(dossier, ignore_errors=True)


def _deposer(portail: Portail, dossier: Path, passages: int) -> dict[str, object]:
    connexion, secret, matricule, contrat = portail.identifiants()
    fichier = dossier / "depot.xml"
    taille = generer(
        fichier,
        Modele(
            passages=passages,
            emetteur=matricule,
            certificateur=matricule,
            contrat=contrat,
            certifications=(("RNCP", "RNCP990001"),),
            fautes=0.01,
            branches=(0.0, 0.0),
            personnes=personnes(passages),
        ),
    )
    print(f"{passages} passages, {taille / 1e6:.1f} Mo", file=sys.stderr)
    navigateur = Navigateur(portail.port)
    navigateur.envoyer("/compte/connexion/", login=connexion, password=secret)
    veille = Veille(portail.ouvrier())
    veille.start()
    debut = time.perf_counter()
    page = navigateur.deposer("/transmettre/", fichier)
    recu = time.perf_counter()
    while not _termine(navigateur, page):
        if time.perf_counter() - recu > DELAI_TRAITEMENT:
            raise SystemExit("le traitement ne finit pas")
        time.sleep(0.1)
    fin = time.perf_counter()
    etapes = {"TELEVERSEMENT": round(recu - debut, 2), **_etapes(portail)}
    etapes["ATTENTE"] = round(fin - debut - sum(etapes.values()), 2)
    return {
        "passages": passages,
        "secondes": round(fin - debut, 2),
        "memoire_worker_mo": round(veille.finir(), 1),
        "etapes": etapes,
    }


def _termine(navigateur: Navigateur, page: str) -> bool:
    """Whether the accusé de traitement can be downloaded."""
    statut, _ = navigateur.lire(urllib.parse.urljoin(page, "accuse-de-traitement"))
    return statut == 200


def _etapes(portail: Portail) -> dict[str, float]:
    """Seconds of each stage, as the worker logged them."""
    lignes = (portail.dossier.parent / "portail.log").read_text(encoding="utf-8").splitlines()
    for ligne in reversed(lignes):
        if "depot.traite" in ligne and (trouve := re.search(r"etapes=?\"?:?\s*(\{[^}]*\})", ligne)):
            return {n: float(s) for n, s in re.findall(r"['\"](\w+)['\"]: ([\d.]+)", trouve[1])}
    return {}


def main() -> None:
    analyse = argparse.ArgumentParser(description=__doc__)
    analyse.add_argument("--passages", type=int, default=int(os.environ.get("PASSAGES", "20000")))
    resultat = mesurer(analyse.parse_args().passages)
    etapes: dict[str, float] = resultat["etapes"]  # type: ignore[assignment]
    print(f"\n{'étape':<18}{'secondes':>10}")
    for nom, secondes in etapes.items():
        print(f"{nom:<18}{secondes:>10.2f}")
    print(f"{'TOTAL':<18}{resultat['secondes']:>10.2f}")
    print(f"mémoire de l’ouvrier (PSS) : {resultat['memoire_worker_mo']} Mo\n")
    print(json.dumps(resultat))


if __name__ == "__main__":
    main()
