"""A small register, two certifications, and files made to measure."""

from __future__ import annotations

import itertools
import time
import uuid
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone

from accrochage.flux.model import (
    Action,
    Certification,
    CertificationPassages,
    CodeInseeNaissance,
    Enveloppe,
    Flux,
    ModalitesInscription,
    Passage,
    Titulaire,
)
from accrochage.flux.writing import ecrire
from accrochage.portail.depots import services
from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes.enums import Role
from accrochage.portail.referentiel.models import Certification as Fiche
from accrochage.portail.referentiel.models import Detention
from accrochage.portail.registre.chargement import charger, charger_dossiers

_suite = itertools.count(1)

# nir, name, usage, first names, sex, year, month, day, place
PERSONNES = [
    ("1850175112001", "MOREAU", "", "Luc", "", "M", 1985, 1, 12, "75112"),
    ("2900369385002", "D’ANGELO", "ROSSI", "Zoé", "Anne", "F", 1990, 3, 2, "69385"),
    # Homonyms that the day tells apart.
    ("1800575101003", "MARTIN", "", "Paul", "", "M", 1980, 5, 4, "75101"),
    ("1800775101004", "MARTIN", "", "Paul", "", "M", 1980, 7, 9, "75101"),
    # Homonyms that only the commune tells apart.
    ("2750213055005", "PETIT", "", "Anne", "", "F", 1975, 2, 3, "13201"),
    ("2750269123006", "PETIT", "", "Anne", "", "F", 1975, 2, 3, "69381"),
    # Homonyms that nothing tells apart.
    ("1700135238007", "ROBERT", "", "Jean", "", "M", 1970, 1, 5, "35238"),
    ("1700135238008", "ROBERT", "", "Jean", "", "M", 1970, 1, 5, "35238"),
]
COLONNES = (
    *("nir", "nomNaissance", "nomUsage", "prenom1", "prenom2", "sexe"),
    *("anneeNaissance", "moisNaissance", "jourNaissance", "codeInsee"),
)


@pytest.fixture(autouse=True)
def dossier_a_part(settings, tmp_path):
    """Each test has its own storage and working folder."""
    settings.DOSSIER_VAR = tmp_path
    depots = {
        **settings.STORAGES["depots"],
        "OPTIONS": {"location": str(tmp_path / "depots"), "base_url": None},
    }
    settings.STORAGES = {**settings.STORAGES, "depots": depots}


@pytest.fixture
def registre(db):
    charger(dict(zip(COLONNES, map(str, personne), strict=True)) for personne in PERSONNES)
    dossier = {
        "idDossier": "D123",
        "nir": "1850175112001",
        "nomTitulaire": "MOREAU",
        "prenom1Titulaire": "Luc",
    }
    charger_dossiers([dossier])


@pytest.fixture
def fiches(certificateur_a):
    """RNCP100 is held and open, RNCP200 is held and ended, RS300 is somebody else's."""
    siret = certificateur_a.organisme.siret
    hier = timezone.localdate() - timedelta(days=400)
    for code, limite, detenue in (("RNCP100", None, True), ("RNCP200", hier, True), ("RS300", None, False)):
        fiche = Fiche.objects.create(
            code=code,
            type="RS" if code.startswith("RS") else "RNCP",
            intitule=f"Certification {code}",
            date_debut_enregistrement=date(2020, 1, 1),
            date_limite_delivrance=limite,
        )
        if detenue:
            Detention.objects.create(certification=fiche, siret=siret, nom="Lycée Exemple")


def delivrance() -> date:
    return timezone.localdate() - timedelta(days=20)


def titulaire(rang: int = 0, **champs) -> Titulaire:
    """Civil status of a person of the register."""
    _, nom, usage, prenom, deuxieme, sexe, annee, mois, jour, lieu = PERSONNES[rang]
    identite = Titulaire(
        nom_naissance=nom,
        nom_usage=usage or None,
        prenom1=prenom,
        prenom2=deuxieme or None,
        annee_naissance=annee,
        mois_naissance=mois,
        jour_naissance=jour,
        sexe=sexe,
        code_commune_naissance=CodeInseeNaissance(lieu),
    )
    return replace(identite, **champs)


def passage(identite=None, id_technique: str = "", **champs) -> Passage:
    base = Passage(
        id_technique=id_technique or f"P{next(_suite)}",
        obtention_certification="PAR_ADMISSION",
        donnee_certifiee=True,
        date_debut_validite=delivrance(),
        date_fin_validite=None,
        presence_niveau_langue_euro=False,
        presence_niveau_numerique_euro=False,
        scoring=None,
        mention_validee=None,
        modalites_inscription=ModalitesInscription(modalite_acces="CANDIDAT_LIBRE"),
        identification_titulaire=identite or titulaire(),
    )
    return replace(base, **champs)


def flux(
    compte, *passages: Passage, code: str = "RNCP100", action: Action | None = None, **enveloppe
) -> bytes:
    """A file of this account for its own organisme; ``enveloppe`` replaces what it would say."""
    organisme = compte.organisme
    contrat = organisme.contrats.filter(role=Role.CERTIFICATEUR).first()
    type_ = "RS" if code.startswith("RS") else "RNCP"
    certification = Certification(type_, code, None)
    tete = Enveloppe(
        id_flux=str(uuid.uuid4()),
        horodatage=f"{timezone.localdate()}T00:00:00+01:00",
        emetteur_id_client=organisme.matricule,
        certificateur_id_client=organisme.matricule,
        certificateur_id_contrat=contrat.numero if contrat else "MCFCER000000",
        certifications=(certification,),
        action=action,
    )
    return ecrire(Flux(replace(tete, **enveloppe), (CertificationPassages(certification, passages),)))


class Envoi:
    """Bytes as Django hands an upload over."""

    def __init__(self, octets: bytes) -> None:
        self._octets = BytesIO(octets)

    def chunks(self):
        while morceau := self._octets.read(65_536):
            yield morceau


def recevoir(compte, octets: bytes, nom: str = "depot.xml", **choix) -> Depot:
    return services.recevoir(
        compte=compte,
        utilisateur=compte.titulaire_du_compte,
        contenu=Envoi(octets),
        nom_fichier=nom,
        **choix,
    )


def deposer(compte, octets: bytes, nom: str = "depot.xml") -> Depot:
    """Receive and process, as the worker would."""
    depot = recevoir(compte, octets, nom)
    services.traiter(depot.pk)
    depot.refresh_from_db()
    return depot


def codes(depot: Depot) -> dict[str, list[str]]:
    """Codes by idTechnique (empty for the file)."""
    par_passage: dict[str, list[str]] = {}
    for id_technique, code in depot.constats.order_by("rang", "id").values_list("id_technique", "code"):
        par_passage.setdefault(id_technique, []).append(code)
    return par_passage


def attendre_un_bloque() -> None:
    """Wait until one connection of this database waits for a lock of another."""
    limite = time.monotonic() + 30
    while time.monotonic() < limite:
        with connection.cursor() as curseur:
            curseur.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if curseur.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
