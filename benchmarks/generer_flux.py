"""Write a deposit file of any number of realistic passages, always the same for the same seed.

``python benchmarks/generer_flux.py FICHIER [--passages N]`` writes one; both benches call ``generer``.
A passage weighs about 1.3 kB, its values draw no remark, and no person comes twice.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from donnees_flux import COMMUNES, NOMS, PAYS, PRENOMS_F, PRENOMS_M

ESPACE = "urn:cdc:cpf:pc5:schema:1.0.0"
LOT = 1_000
"""Passages joined before one write."""


@dataclass(frozen=True, slots=True)
class Personne:
    """A certified person's civil status, as a passage gives it."""

    nom: str
    prenom: str
    sexe: str
    naissance: date
    code_insee: str
    commune: str
    usage: str | None = None
    prenom2: str | None = None
    pays: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Modele:
    """What is the same all through the file.

    ``fautes`` is the share of passages that the schema refuses, 0.0 to 1.0; ``jour`` is the last
    day of delivery; ``branches`` is the share of each identification (CPF file number, NIR).
    """

    passages: int = 200_000
    emetteur: str = "12ABC345"
    certificateur: str = "12ABC345"
    contrat: str = "MCFCER000123"
    certifications: tuple[tuple[str, str], ...] = tuple(("RNCP", f"RNCP{34500 + n}") for n in range(20))
    jour: date | None = None
    graine: int = 20261123
    fautes: float = 0.0
    branches: tuple[float, float] = (0.06, 0.06)
    personnes: Iterable[Personne] | None = None


def generer(chemin: Path, modele: Modele) -> int:
    """Write the file and return its size in bytes."""
    with chemin.open("wb") as sortie:
        _ecrire(sortie, modele)
        return sortie.tell()


def _ecrire(sortie: BinaryIO, modele: Modele) -> None:
    hasard = random.Random(modele.graine)
    jour = modele.jour or date.today()  # noqa: DTZ011 - a delivery has a local day, no time
    sortie.write(_debut(modele, jour, hasard).encode())
    textes = _passages(modele, jour, hasard)
    par_certification = -(-modele.passages // len(modele.certifications))
    for type_, code in modele.certifications:
        les_siens = islice(textes, par_certification)
        premier = next(les_siens, None)
        if premier is None:
            break
        sortie.write(_DEBUT_CERTIFICATION.format(type=type_, code=code).encode())
        sortie.write(premier.encode())
        while lot := list(islice(les_siens, LOT)):
            sortie.write("".join(lot).encode())
        sortie.write(_FIN_CERTIFICATION.encode())
    sortie.write(_FIN.encode())


def _debut(modele: Modele, jour: date, hasard: random.Random) -> str:
    return _DEBUT.format(
        espace=ESPACE,
        id_flux=UUID(int=hasard.getrandbits(128), version=4),
        horodatage=f"{jour.isoformat()}T08:30:00+01:00",
        emetteur=modele.emetteur,
        certificateur=modele.certificateur,
        contrat=modele.contrat,
    )


def _passages(modele: Modele, jour: date, hasard: random.Random) -> Iterator[str]:
    personnes = iter(modele.personnes) if modele.personnes is not None else _personnes(hasard, jour)
    for numero, personne in enumerate(islice(personnes, modele.passages), start=1):
        faute = hasard.random() < modele.fautes
        yield _passage(numero, personne, modele, jour, hasard, faute=faute)


def _passage(
    numero: int, personne: Personne, modele: Modele, jour: date, hasard: random.Random, *, faute: bool
) -> str:
    obtenu = jour - timedelta(days=hasard.randrange(3, 60))
    fin = hasard.random()
    titulaire = _identification(numero, personne, modele, hasard)
    return _PASSAGE.format(
        numero=numero,
        debut_examen=obtenu - timedelta(days=20),
        fin_examen=obtenu - timedelta(days=18),
        centre=hasard.choice(COMMUNES)[2],
        obtenu=obtenu,
        validite=_FIN_VIDE if fin < 0.7 else _FIN_DATEE.format(obtenu.replace(year=obtenu.year + 5, day=1)),
        numerique=_numerique(hasard) if fin > 0.95 else _SANS_NUMERIQUE,
        mention=hasard.choice(_MENTIONS),
        acces=hasard.choice(_ACCES),
        inscription=obtenu - timedelta(days=hasard.randrange(100, 700)),
        titulaire=titulaire.replace("sexe>", "sexe>X", 1) if faute else titulaire,
        donnee="oui" if faute else "true",
    )


def _identification(numero: int, personne: Personne, modele: Modele, hasard: random.Random) -> str:
    tirage = hasard.random()
    dossier, national = modele.branches
    if tirage < dossier:
        return _DOSSIER.format(numero=f"{10_000_000_000 + numero}", p=personne)
    if tirage < dossier + national and personne.pays is None:
        return _NATIONAL.format(nir=_nir(personne, hasard), nom=personne.nom)
    pays = "" if personne.pays is None else _PAYS.format(*personne.pays)
    return _TITULAIRE.format(
        p=personne,
        usage=_USAGE_VIDE if personne.usage is None else _USAGE.format(personne.usage),
        prenom2="" if personne.prenom2 is None else _PRENOM2.format(personne.prenom2),
        pays=pays,
    )


def _nir(personne: Personne, hasard: random.Random) -> str:
    sexe = "1" if personne.sexe == "M" else "2"
    return f"{sexe}{personne.naissance:%y%m}{personne.code_insee}{hasard.randrange(1, 999):03}"


def _numerique(hasard: random.Random) -> str:
    resultats = "".join(
        _RESULTAT.format(niveau=hasard.randrange(1, 9), domaine=domaine, competence=1)
        for domaine in range(1, 6)
    )
    return _NUMERIQUE.format(score=hasard.randrange(1, 1001), resultats=resultats)


def _personnes(hasard: random.Random, jour: date) -> Iterator[Personne]:
    """Yield persons without end, never the same name, first name and birth twice."""
    vues: set[int] = set()
    while True:
        sexe = hasard.choice("MF")
        prenoms = PRENOMS_M if sexe == "M" else PRENOMS_F
        nom, prenom = hasard.choice(NOMS), hasard.choice(prenoms)
        naissance = jour - timedelta(days=hasard.randrange(18 * 366, 60 * 365))
        cle = hash((nom, prenom, naissance.toordinal()))
        if cle in vues:
            continue
        vues.add(cle)
        commune, pays = _lieu(hasard)
        yield Personne(
            nom=nom,
            prenom=prenom,
            sexe=sexe,
            naissance=naissance,
            code_insee=commune[0],
            commune=commune[1],
            usage=_autre(hasard, NOMS, nom) if hasard.random() < 0.2 else None,
            prenom2=_autre(hasard, prenoms, prenom) if hasard.random() < 0.4 else None,
            pays=pays,
        )


def _autre(hasard: random.Random, noms: tuple[str, ...], sauf: str) -> str:
    return next(nom for nom in iter(lambda: hasard.choice(noms), "") if nom != sauf)


def _lieu(hasard: random.Random) -> tuple[tuple[str, str], tuple[str, str] | None]:
    if hasard.random() < 0.1:
        code, pays, ville = hasard.choice(PAYS)
        return (code, ville), (code[2:], pays)
    code, commune, _ = hasard.choice(COMMUNES)
    return (code, commune), None


_MENTIONS = (
    *[f"<cpf:mentionValidee>{m}</cpf:mentionValidee>" for m in ("SANS_MENTION", "MENTION_BIEN")],
    '<cpf:mentionValidee xsi:nil="true"/>',
)
_ACCES = (
    "FORMATION_INITIALE_APPRENTISSAGE",
    "FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION",
    "CANDIDAT_LIBRE",
)
_FIN_VIDE = '<cpf:dateFinValidite xsi:nil="true"/>'
_FIN_DATEE = "<cpf:dateFinValidite>{}</cpf:dateFinValidite>"
_SANS_NUMERIQUE = "<cpf:presenceNiveauNumeriqueEuro>false</cpf:presenceNiveauNumeriqueEuro>"
_NUMERIQUE = """<cpf:presenceNiveauNumeriqueEuro>true</cpf:presenceNiveauNumeriqueEuro>
<cpf:niveauNumeriqueEuropeen>
<cpf:scoreGeneral>{score}</cpf:scoreGeneral>
<cpf:resultats>{resultats}</cpf:resultats>
</cpf:niveauNumeriqueEuropeen>"""
_RESULTAT = """<cpf:resultat><cpf:niveau>{niveau}</cpf:niveau>\
<cpf:domaineCompetenceId>{domaine}</cpf:domaineCompetenceId>\
<cpf:competenceId>{competence}</cpf:competenceId></cpf:resultat>"""
_USAGE_VIDE = '<cpf:nomUsage xsi:nil="true"/>'
_USAGE = "<cpf:nomUsage>{}</cpf:nomUsage>"
_PRENOM2 = "<cpf:prenom2>{}</cpf:prenom2>"
_PAYS = """<cpf:codePaysNaissance>{}</cpf:codePaysNaissance>
<cpf:libellePaysNaissance>{}</cpf:libellePaysNaissance>"""
_DOSSIER = """<cpf:dossierFormation>
<cpf:idDossier>{numero}</cpf:idDossier>
<cpf:nomTitulaire>{p.nom}</cpf:nomTitulaire>
<cpf:prenom1Titulaire>{p.prenom}</cpf:prenom1Titulaire>
</cpf:dossierFormation>"""
_NATIONAL = """<cpf:identifiantNational>
<cpf:nir>{nir}</cpf:nir>
<cpf:nomNaissance>{nom}</cpf:nomNaissance>
</cpf:identifiantNational>"""
_TITULAIRE = """<cpf:titulaire>
<cpf:nomNaissance>{p.nom}</cpf:nomNaissance>{usage}
<cpf:prenom1>{p.prenom}</cpf:prenom1>{prenom2}
<cpf:anneeNaissance>{p.naissance:%Y}</cpf:anneeNaissance>
<cpf:moisNaissance>{p.naissance:%m}</cpf:moisNaissance>
<cpf:jourNaissance>{p.naissance:%d}</cpf:jourNaissance>
<cpf:sexe>{p.sexe}</cpf:sexe>
<cpf:codeCommuneNaissance><cpf:codeInseeNaissance><cpf:codeInsee>{p.code_insee}</cpf:codeInsee>\
</cpf:codeInseeNaissance></cpf:codeCommuneNaissance>
<cpf:libelleCommuneNaissance>{p.commune}</cpf:libelleCommuneNaissance>{pays}
</cpf:titulaire>"""
_PASSAGE = """          <cpf:passageCertification>
<cpf:idTechnique>ACC-2026-{numero:08}</cpf:idTechnique>
<cpf:obtentionCertification>PAR_ADMISSION</cpf:obtentionCertification>
<cpf:donneeCertifiee>{donnee}</cpf:donneeCertifiee>
<cpf:dateDebutExamen>{debut_examen}</cpf:dateDebutExamen>
<cpf:dateFinExamen>{fin_examen}</cpf:dateFinExamen>
<cpf:codePostalCentreExamen>{centre}</cpf:codePostalCentreExamen>
<cpf:dateDebutValidite>{obtenu}</cpf:dateDebutValidite>
{validite}
<cpf:presenceNiveauLangueEuro>false</cpf:presenceNiveauLangueEuro>
{numerique}
<cpf:scoring xsi:nil="true"/>
{mention}
<cpf:modalitesInscription>
<cpf:modaliteAcces>{acces}</cpf:modaliteAcces>
<cpf:dateInscription>{inscription}</cpf:dateInscription>
</cpf:modalitesInscription>
<cpf:identificationTitulaire>
{titulaire}
</cpf:identificationTitulaire>
</cpf:passageCertification>
"""
_DEBUT = """<?xml version="1.0" encoding="UTF-8"?>
<cpf:flux xmlns:cpf="{espace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <cpf:idFlux>{id_flux}</cpf:idFlux>
  <cpf:horodatage>{horodatage}</cpf:horodatage>
  <cpf:emetteur>
    <cpf:idClient>{emetteur}</cpf:idClient>
    <cpf:certificateurs>
      <cpf:certificateur>
        <cpf:idClient>{certificateur}</cpf:idClient>
        <cpf:idContrat>{contrat}</cpf:idContrat>
        <cpf:certifications>
"""
_DEBUT_CERTIFICATION = """          <cpf:certification>
<cpf:type>{type}</cpf:type>
<cpf:code>{code}</cpf:code>
<cpf:natureDeposant>CERTIFICATEUR</cpf:natureDeposant>
<cpf:passageCertifications>
"""
_FIN_CERTIFICATION = """            </cpf:passageCertifications>
</cpf:certification>
"""
_FIN = """        </cpf:certifications>
      </cpf:certificateur>
    </cpf:certificateurs>
  </cpf:emetteur>
</cpf:flux>
"""


def main() -> None:
    """Write one file from the command line."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("fichier", type=Path)
    analyseur.add_argument("--passages", type=int, default=200_000)
    analyseur.add_argument("--fautes", type=float, default=0.0)
    options = analyseur.parse_args()
    taille = generer(options.fichier, Modele(passages=options.passages, fautes=options.fautes))
    print(f"{options.fichier} : {taille / 1e6:.1f} Mo")


if __name__ == "__main__":
    main()
