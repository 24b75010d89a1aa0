"""The samples, in the order in which one tries them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from accrochage.flux.model import CodeInseeNaissance
from accrochage.portail.demo.echantillons import personnes
from accrochage.portail.demo.echantillons.composition import (
    Atelier,
    certification,
    gater,
    par_dossier,
    par_nir,
    titulaire,
)
from accrochage.portail.demo.referentiel import INCONNUE
from accrochage.portail.demo.registre import SEMBLABLES, numero_de_dossier, population

RETARD = timedelta(days=150)
NOMBRE_DU_GRAND = 1_000


@dataclass(frozen=True, slots=True)
class Recette:
    """How to make one sample."""

    nom: str
    description: str
    composer: Callable[[Atelier], bytes]


def tout_est_bon(a: Atelier) -> bytes:
    """Every branch of identification, and nothing to say."""
    rang = a.serie * 10
    prochaine = population()[rang : rang + 3]
    jumelle = personnes.distinguees_par_le_jour()[a.serie]
    passages = [
        *a.bons(12),
        a.accepte(a.passage(titulaire(jumelle))),
        *(a.accepte(a.passage(par_nir(a.personne()))) for _ in range(2)),
        *(a.accepte(a.passage(par_dossier(numero_de_dossier(rang + i), p))) for i, p in enumerate(prochaine)),
    ]
    return a.fichier(certification(a.en_cours.code, passages))


def titulaires_introuvables(a: Atelier) -> bytes:
    """Each way of not finding a person, among some who are found."""
    seule, autre = a.personne(), a.personne()
    jumelle = personnes.distinguees_par_le_jour()[10 + a.serie]
    inconnu = titulaire(seule, nom_naissance="INTROUVABLE-DUPLESSIS", nom_usage=None)
    mauvais_jour = titulaire(jumelle, jour_naissance=personnes.jour_sans_personne(jumelle))
    mauvaise_commune = titulaire(SEMBLABLES[0], code_commune_naissance=CodeInseeNaissance("29019"))
    homonymes = titulaire(SEMBLABLES[1])
    mauvais_nom = par_nir(autre, nom_naissance="INTROUVABLE")
    sans_dossier = par_dossier("DEMO9999999", autre)
    passages = [
        *a.bons(3),
        a.refuse(a.passage(inconnu), "T001"),
        a.refuse(a.passage(mauvais_jour), "T002"),
        a.refuse(a.passage(mauvaise_commune), "T003"),
        a.refuse(a.passage(homonymes), "T004"),
        a.refuse(a.passage(mauvais_nom), "T005"),
        a.refuse(a.passage(sans_dossier), "T006"),
        *a.bons(3),
    ]
    return a.fichier(certification(a.en_cours.code, passages))


def passages_a_corriger(a: Atelier) -> bytes:
    """Faults of the schema and of the rules, each in its passage."""
    sexe, date_, commune = (a.refuse(a.passage(), code) for code in ("P005", "P007", "P004"))
    p = [a.personne() for _ in range(4)]
    passages = [
        *a.bons(2),
        *(sexe, date_, commune),
        a.refuse(a.passage(date_fin_validite=a.delivrance - timedelta(days=1)), "P101"),
        a.refuse(a.passage(date_debut_validite=a.jour + timedelta(days=90)), "P103"),
        a.refuse(a.passage(titulaire(p[0], jour_naissance=31, mois_naissance=2)), "P105"),
        a.refuse(a.passage(titulaire(p[1], mois_naissance=None)), "P106"),
        a.refuse(a.passage(titulaire(p[2], code_commune_naissance=CodeInseeNaissance("00000"))), "P107"),
        a.refuse(a.passage(titulaire(p[3], nom_naissance="INCONNU", nom_usage=None)), "P109", "T001"),
        *a.bons(2),
    ]
    octets = a.fichier(certification(a.en_cours.code, passages))
    octets = gater(octets, sexe, "sexe", "H")
    octets = gater(octets, date_, "dateDebutValidite", "31/12/2025")
    return gater(octets, commune, "codeInsee", "3306")


def certifications_refusees(a: Atelier) -> bytes:
    """Certifications misspelt, unknown, another's, and ended; one that is right."""
    sans_prefixe = a.en_cours.code.lstrip("RNCPS")
    return a.fichier(
        certification(a.en_cours.code, a.bons(2)),
        certification(sans_prefixe, [a.refuse(a.passage(), "C001")], index=1),
        certification(INCONNUE, [a.refuse(a.passage(), "C003")], index=2),
        certification(a.autres[0].code, [a.refuse(a.passage(), "C004")], index=3),
        certification(a.finie.code, [a.refuse(a.passage(), "C006")], index=4),
    )


def avertissements(a: Atelier) -> bytes:
    """Everything is accepted, and worth a second look."""
    marie = a.personne()
    passages = [
        a.accepte(a.passage(date_debut_validite=a.jour - RETARD), "P218"),
        a.accepte(a.passage(presence_niveau_langue_euro=True), "P201"),
        a.accepte(a.passage(obtention_certification="PAR_SCORING"), "P206"),
        a.accepte(a.passage(scoring="nill"), "P219"),
        a.accepte(a.passage(titulaire(marie, nom_usage=marie.nom_naissance)), "P217"),
        *a.bons(2),
    ]
    return a.fichier(certification(a.en_cours.code, passages))


def fichier_interdit(a: Atelier) -> bytes:
    """A document type declaration: refused before anything is read."""
    octets = a.fichier(certification(a.en_cours.code, [a.passage()]))
    a.attendu.statut, a.attendu.fichier = "REJETE", ["F005"]
    declaration, reste = octets.split(b"?>", 1)
    return declaration + b'?>\n<!DOCTYPE flux SYSTEM "flux.dtd">' + reste


def autre_emetteur(a: Atelier) -> bytes:
    """The number of another body as emetteur."""
    octets = a.fichier(certification(a.en_cours.code, [a.passage()]), emetteur_id_client="99ZZZ999")
    a.attendu.statut, a.attendu.fichier = "REJETE", ["H001"]
    return octets


def grand_fichier(a: Atelier) -> bytes:
    """A thousand passages, one in forty refused."""
    passages = []
    for numero in range(NOMBRE_DU_GRAND):
        p = a.personne()
        if numero % 40 == 0:
            inconnu = titulaire(p, nom_naissance="INTROUVABLE-DUPLESSIS", nom_usage=None)
            passages.append(a.refuse(a.passage(inconnu), "T001"))
        else:
            passages.append(a.accepte(a.passage(titulaire(p))))
    return a.fichier(certification(a.en_cours.code, passages))


def au_nom_d_un_autre(a: Atelier) -> bytes:
    """Sent by a déposant, with one passage to correct."""
    inconnu = titulaire(a.personne(), nom_naissance="INTROUVABLE-DUPLESSIS", nom_usage=None)
    passages = [*a.bons(10), a.refuse(a.passage(inconnu), "T001")]
    return a.fichier(certification(a.en_cours.code, passages, nature="TIERS_CONFIANCE"))


RECETTES = (
    Recette("1-tout-est-bon", "Dix-huit passages acceptés, par état civil, NIR ou dossier.", tout_est_bon),
    Recette(
        "2-titulaires-introuvables",
        "Six passages acceptés, et les six façons de ne pas trouver un titulaire.",
        titulaires_introuvables,
    ),
    Recette(
        "3-passages-a-corriger",
        "Quatre passages acceptés, neuf fautes de schéma ou de règle, chacune dans son passage.",
        passages_a_corriger,
    ),
    Recette(
        "4-certifications-refusees",
        "Deux passages acceptés ; une certification sans préfixe, une inconnue, une d’un autre, une finie.",
        certifications_refusees,
    ),
    Recette("5-avertissements", "Tout est accepté, cinq passages sont à relire.", avertissements),
    Recette(
        "6-fichier-interdit", "Le fichier est rejeté : il déclare un type de document.", fichier_interdit
    ),
    Recette("7-autre-emetteur", "Le fichier est rejeté : l’émetteur n’est pas ce compte.", autre_emetteur),
    Recette("8-mille-passages", "Mille passages, un sur quarante refusé.", grand_fichier),
)
DU_DEPOSANT = Recette(
    "9-pour-un-certificateur",
    "Dix passages acceptés, un à corriger, transmis au nom du certificateur.",
    au_nom_d_un_autre,
)
RANG_DU_DEPOSANT = 18
"""After the persons of the thousand passages, before those of the next certificateur."""
