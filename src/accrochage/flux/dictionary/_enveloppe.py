"""The envelope: all that stands above the passages, and the root of the format."""

from __future__ import annotations

from accrochage.flux.dictionary._passage import PASSAGE
from accrochage.flux.dictionary._types import HORODATAGE, Champ, Contenu, Groupe, liste, texte

ESPACE_DE_NOMS = "urn:cdc:cpf:pc5:schema:1.0.0"

CHAMP_PASSAGE = Champ(
    nom="passageCertification",
    type=PASSAGE,
    maximum=None,
    libelle="Passage de certification",
    aide="Une personne, une certification.",
)
PASSAGES = Groupe(nom="passageCertifications", contenu=Contenu.SUITE, champs=(CHAMP_PASSAGE,))

_CERTIFICATION = Groupe(
    nom="certification",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="type",
            type=texte(1, 255),
            libelle="Répertoire",
            aide="RNCP ou RS.",
            exemple="RNCP",
        ),
        Champ(
            nom="code",
            type=texte(1, 100),
            libelle="Code de la certification",
            aide="RNCP ou RS suivi du numéro de la fiche, sans espace.",
            exemple="RNCP34567",
        ),
        Champ(
            nom="natureDeposant",
            type=liste("CERTIFICATEUR", "TIERS_CONFIANCE"),
            minimum=0,
            libelle="Nature du déposant",
            aide="CERTIFICATEUR si vous déposez pour vous-même, TIERS_CONFIANCE si vous êtes mandaté.",
            exemple="CERTIFICATEUR",
        ),
        Champ(
            nom="passageCertifications",
            type=PASSAGES,
            libelle="Passages",
            aide="Un passage au moins.",
        ),
    ),
)
_CERTIFICATIONS = Groupe(
    nom="certifications",
    contenu=Contenu.SUITE,
    champs=(
        Champ(
            nom="certification",
            type=_CERTIFICATION,
            maximum=None,
            libelle="Certification",
            aide="Une certification et tous ses passages.",
        ),
    ),
)
_CERTIFICATEUR = Groupe(
    nom="certificateur",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="idClient",
            type=texte(8, 8),
            libelle="Matricule du certificateur",
            aide="Les huit caractères reçus par courriel, sans espace ni retour à la ligne.",
            exemple="12ABC345",
        ),
        Champ(
            nom="idContrat",
            type=texte(1, 20),
            libelle="Numéro de contrat du certificateur",
            aide="MCFCER et six chiffres.",
            exemple="MCFCER000123",
        ),
        Champ(
            nom="certifications",
            type=_CERTIFICATIONS,
            libelle="Certifications",
            aide="Une certification au moins.",
        ),
    ),
)
_CERTIFICATEURS = Groupe(
    nom="certificateurs",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="certificateur",
            type=_CERTIFICATEUR,
            libelle="Certificateur",
            aide="Un seul par fichier.",
        ),
    ),
)
_EMETTEUR = Groupe(
    nom="emetteur",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="idClient",
            type=texte(8, 8),
            libelle="Matricule de l’émetteur",
            aide="Le matricule de l’organisme qui dépose, sans espace ni retour à la ligne.",
            exemple="12ABC345",
        ),
        Champ(
            nom="certificateurs",
            type=_CERTIFICATEURS,
            libelle="Certificateurs",
            aide="Au nom de qui le fichier est déposé.",
        ),
    ),
)
FLUX = Groupe(
    nom="flux",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="idFlux",
            type=texte(1, 50),
            libelle="Identifiant du flux",
            aide="Un UUID, nouveau pour chaque fichier.",
            exemple="7f3c1c52-7f0e-4b3a-9d0a-3a4d8f0e9b11",
            divergence=(
                "Le dictionnaire demande un UUID, le schéma n’importe quel texte de 1 à 50 caractères."
            ),
        ),
        Champ(
            nom="horodatage",
            type=HORODATAGE,
            libelle="Horodatage",
            aide="Date et heure de production du fichier, avec le décalage horaire.",
            exemple="2026-10-05T14:30:00+02:00",
            divergence=(
                "Le dictionnaire parle d’une date ; c’est une date et une heure avec décalage. Le "
                "décalage +1:00 d’un "
                "guide est refusé par le schéma : écrivez +01:00."
            ),
        ),
        Champ(
            nom="action",
            type=liste("CREATION", "SUPPRESSION"),
            minimum=0,
            depuis="1.1.5",
            libelle="Action",
            aide="CREATION par défaut. SUPPRESSION retire des passages déjà acceptés.",
            exemple="CREATION",
        ),
        Champ(
            nom="emetteur",
            type=_EMETTEUR,
            libelle="Émetteur",
            aide="L’organisme qui dépose.",
        ),
    ),
)
RACINE = Champ(nom="flux", type=FLUX, libelle="Flux", aide="Le fichier entier.")
