"""The passage: ``passageCertification``."""

from __future__ import annotations

from accrochage.flux.dictionary._titulaire import IDENTIFICATION
from accrochage.flux.dictionary._types import BOOLEEN, DATE, Champ, Contenu, Groupe, entier, liste, texte

_RESULTAT = Groupe(
    nom="resultat",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="niveau",
            type=entier(1, 8),
            minimum=0,
            libelle="Niveau de la compétence",
            aide="De 1 à 8.",
            exemple="4",
        ),
        Champ(
            nom="domaineCompetenceId",
            type=texte(1, 1),
            minimum=0,
            libelle="Domaine",
            aide="De 1 à 5, dans l’ordre de DigComp.",
            exemple="1",
        ),
        Champ(
            nom="competenceId",
            type=texte(1, 1),
            minimum=0,
            libelle="Compétence",
            aide="Rang de la compétence dans son domaine : de 1 à 3, 6, 4, 4 ou 4.",
            exemple="3",
        ),
    ),
)
_RESULTATS = Groupe(
    nom="resultats",
    contenu=Contenu.CHOIX_REPETE,
    champs=(
        Champ(
            nom="resultat",
            type=_RESULTAT,
            minimum=0,
            maximum=None,
            libelle="Résultat",
            aide="Un par compétence.",
        ),
    ),
)
_NIVEAU_NUMERIQUE = Groupe(
    nom="niveauNumeriqueEuropeen",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="scoreGeneral",
            type=entier(1, 1000),
            minimum=0,
            libelle="Score général",
            aide="De 1 à 1 000.",
            exemple="640",
        ),
        Champ(
            nom="resultats",
            type=_RESULTATS,
            minimum=0,
            libelle="Résultats",
            aide="Le détail, compétence par compétence.",
        ),
    ),
)
_MODALITES = Groupe(
    nom="modalitesInscription",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="modaliteAcces",
            type=liste(
                "FORMATION_INITIALE_HORS_APPRENTISSAGE",
                "FORMATION_INITIALE_APPRENTISSAGE",
                "FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION",
                "FORMATION_CONTINUE_CONTRAT_DE_PROFESSIONNALISATION",
                "VAE",
                "EQUIVALENCE_DIPLOME_ETRANGER",
                "CANDIDAT_LIBRE",
            ),
            nillable=True,
            libelle="Modalité d’accès",
            aide="Comment la personne s’est préparée. Sans valeur (xsi:nil) si c’est inconnu.",
            exemple="CANDIDAT_LIBRE",
            divergence=(
                "Le dictionnaire écrit EQUIVALENCE_(DIPLOME_ETRANGER), le schéma "
                "EQUIVALENCE_DIPLOME_ETRANGER : "
                "c’est le schéma qui a raison."
            ),
        ),
        Champ(
            nom="voieAccessVAE",
            type=liste("CONGES_VAE", "VAE_CLASSIQUE"),
            minimum=0,
            conditionnel=True,
            libelle="Voie d’accès à la VAE",
            aide="Seulement quand la modalité d’accès est VAE. Le nom publié s’écrit avec deux s.",
            exemple="VAE_CLASSIQUE",
        ),
        Champ(
            nom="initiativeInscription",
            type=liste("CERTIFIE", "OF", "POLE_EMPLOI", "EMPLOYEUR", "AUTRE"),
            minimum=0,
            libelle="Initiative de l’inscription",
            aide="Qui a inscrit la personne. OF désigne l’organisme de formation.",
            exemple="CERTIFIE",
        ),
        Champ(
            nom="dateInscription",
            type=DATE,
            minimum=0,
            libelle="Date d’inscription",
            aide="Date de l’inscription à la certification.",
            exemple="2026-01-15",
        ),
    ),
)

PASSAGE = Groupe(
    nom="passageCertification",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="idTechnique",
            type=texte(1, 255),
            libelle="Identifiant technique",
            aide="Votre identifiant du passage : unique parmi tous vos passages et stable dans le temps.",
            exemple="2026-0001",
        ),
        Champ(
            nom="urlPreuve",
            type=texte(1, 255),
            minimum=0,
            libelle="Adresse de la preuve",
            aide="Adresse d’un document qui prouve la certification.",
        ),
        Champ(
            nom="libelleOption",
            type=texte(1, 255),
            minimum=0,
            libelle="Option",
            aide="Nom de l’option ou de la spécialité.",
        ),
        Champ(
            nom="obtentionCertification",
            type=liste("PAR_ADMISSION", "PAR_SCORING"),
            libelle="Mode d’obtention",
            aide="PAR_ADMISSION pour un examen réussi, PAR_SCORING pour un score.",
            exemple="PAR_ADMISSION",
        ),
        Champ(
            nom="donneeCertifiee",
            type=BOOLEEN,
            libelle="Donnée définitive",
            aide="true quand le résultat est définitif, false tant qu’il peut changer.",
            exemple="true",
        ),
        Champ(
            nom="dateDebutExamen",
            type=DATE,
            minimum=0,
            libelle="Début de l’examen",
            aide="Premier jour de l’examen, ou du parcours en contrôle continu.",
            exemple="2026-06-10",
        ),
        Champ(
            nom="dateFinExamen",
            type=DATE,
            minimum=0,
            libelle="Fin de l’examen",
            aide="Dernier jour. Pour un examen d’un jour, la même date que le début.",
            exemple="2026-06-12",
        ),
        Champ(
            nom="modalitePassageExamen",
            type=liste("A_DISTANCE", "EN_PRESENTIEL", "MIXTE"),
            minimum=0,
            libelle="Modalité de l’examen",
            aide="À distance, en présentiel, ou les deux.",
            exemple="EN_PRESENTIEL",
        ),
        Champ(
            nom="codePostalCentreExamen",
            type=texte(1, 9),
            minimum=0,
            libelle="Code postal du centre d’examen",
            aide="Cinq chiffres. Un code CEDEX est admis.",
            exemple="69003",
        ),
        Champ(
            nom="dateDebutValidite",
            type=DATE,
            libelle="Début de validité",
            aide="Date du parchemin, qui est la date de délivrance : les trois mois courent à partir d’elle.",
            exemple="2026-10-05",
        ),
        Champ(
            nom="dateFinValidite",
            type=DATE,
            nillable=True,
            libelle="Fin de validité",
            aide="Sans valeur (xsi:nil) pour une certification valable sans limite.",
            exemple="2031-10-05",
        ),
        Champ(
            nom="presenceNiveauLangueEuro",
            type=BOOLEEN,
            libelle="Niveau de langue annoncé",
            aide="true si niveauLangueEuropeen est donné.",
            exemple="false",
        ),
        Champ(
            nom="niveauLangueEuropeen",
            type=liste("A1", "A2", "B1", "B2", "C1", "C2", "INSUFFISANT"),
            minimum=0,
            conditionnel=True,
            libelle="Niveau de langue",
            aide="Niveau du cadre européen commun (CECRL).",
            exemple="B2",
        ),
        Champ(
            nom="presenceNiveauNumeriqueEuro",
            type=BOOLEEN,
            libelle="Niveau numérique annoncé",
            aide="true si niveauNumeriqueEuropeen est donné.",
            exemple="false",
        ),
        Champ(
            nom="niveauNumeriqueEuropeen",
            type=_NIVEAU_NUMERIQUE,
            minimum=0,
            conditionnel=True,
            libelle="Niveau numérique",
            aide="Score et résultats selon DigComp.",
        ),
        Champ(
            nom="scoring",
            type=texte(1, 255),
            nillable=True,
            libelle="Score",
            aide="Le score obtenu. Sans valeur (xsi:nil) s’il n’y en a pas.",
            exemple="850",
            divergence='Des guides disent d’écrire le mot nil ou nill : l’absence s’écrit xsi:nil="true".',
        ),
        Champ(
            nom="mentionValidee",
            type=liste(
                "SANS_MENTION",
                "MENTION_ASSEZ_BIEN",
                "MENTION_BIEN",
                "MENTION_TRES_BIEN",
                "MENTION_TRES_BIEN_AVEC_FELICITATIONS_DU_JURY",
            ),
            nillable=True,
            libelle="Mention",
            aide="Sans valeur (xsi:nil) quand la certification n’a pas de mention.",
            exemple="SANS_MENTION",
            divergence="Le schéma 1.1.1 ne connaissait pas les félicitations du jury.",
        ),
        Champ(
            nom="modalitesInscription",
            type=_MODALITES,
            libelle="Modalités d’inscription",
            aide="Comment la personne est venue à la certification.",
        ),
        Champ(
            nom="identificationTitulaire",
            type=IDENTIFICATION,
            libelle="Identification du titulaire",
            aide="Une seule des trois façons de désigner la personne.",
        ),
        Champ(
            nom="verbatim",
            type=texte(1, 255),
            minimum=0,
            libelle="Verbatim",
            aide="Texte libre.",
        ),
    ),
)
