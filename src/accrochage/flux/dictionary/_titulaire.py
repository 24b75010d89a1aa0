"""The holder: ``identificationTitulaire`` and its three branches."""

from __future__ import annotations

from accrochage.flux.dictionary._types import NIR, Champ, Contenu, Groupe, entier, liste, texte

_CODE_INSEE = Groupe(
    nom="codeInseeNaissance",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="codeInsee",
            type=texte(5, 5),
            libelle="Code INSEE de naissance",
            aide="Code de la commune, ou pour une naissance à l’étranger 99 et les trois chiffres du pays.",
            exemple="69123",
        ),
    ),
)
_CODE_POSTAL = Groupe(
    nom="codePostalNaissance",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="codePostal",
            type=texte(1, 9),
            nillable=True,
            libelle="Code postal de naissance",
            aide="À défaut du code INSEE. Sans valeur (xsi:nil) quand le lieu de naissance est inconnu.",
            exemple="69003",
        ),
    ),
)
_COMMUNE = Groupe(
    nom="codeCommuneNaissance",
    contenu=Contenu.CHOIX,
    champs=(
        Champ(
            nom="codeInseeNaissance",
            type=_CODE_INSEE,
            libelle="Lieu par code INSEE",
            aide="Le plus sûr : à préférer chaque fois que le code est connu.",
            conditionnel=True,
        ),
        Champ(
            nom="codePostalNaissance",
            type=_CODE_POSTAL,
            libelle="Lieu par code postal",
            aide="À défaut de code INSEE. C’est aussi la seule façon de dire que le lieu est inconnu.",
            conditionnel=True,
        ),
    ),
)
_LIBELLE_LONG = (
    "Le dictionnaire dit 40 caractères, le schéma 60 : 60 sont acceptés, avec une remarque au-delà de 40."
)

_TITULAIRE = Groupe(
    nom="titulaire",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="nomNaissance",
            type=texte(1, 60),
            libelle="Nom de naissance",
            aide="Nom de famille de l’état civil, jamais le nom d’usage.",
            exemple="MOREAU",
        ),
        Champ(
            nom="nomUsage",
            type=texte(1, 60),
            nillable=True,
            libelle="Nom d’usage",
            aide="Seulement s’il diffère du nom de naissance, sinon sans valeur (xsi:nil).",
            exemple="DURAND",
            divergence='Des guides disent d’écrire le mot nil ou nill : l’absence s’écrit xsi:nil="true".',
        ),
        Champ(
            nom="prenom1",
            type=texte(1, 60),
            libelle="Premier prénom",
            aide="Premier prénom de l’état civil, entier, avec son trait d’union s’il est composé.",
            exemple="CAMILLE",
        ),
        Champ(
            nom="prenom2",
            type=texte(1, 60),
            minimum=0,
            libelle="Deuxième prénom",
            aide="Utile pour distinguer des homonymes.",
            exemple="LOU",
        ),
        Champ(
            nom="prenom3",
            type=texte(1, 60),
            minimum=0,
            libelle="Troisième prénom",
            aide="Utile pour distinguer des homonymes.",
        ),
        Champ(
            nom="anneeNaissance",
            type=entier(1900, 2099),
            libelle="Année de naissance",
            aide="Quatre chiffres.",
            exemple="1990",
        ),
        Champ(
            nom="moisNaissance",
            type=entier(1, 12),
            nillable=True,
            libelle="Mois de naissance",
            aide="De 1 à 12. Sans valeur (xsi:nil) s’il est inconnu.",
            exemple="5",
        ),
        Champ(
            nom="jourNaissance",
            type=entier(1, 31),
            nillable=True,
            libelle="Jour de naissance",
            aide="De 1 à 31. Sans valeur (xsi:nil) s’il est inconnu.",
            exemple="12",
        ),
        Champ(
            nom="sexe",
            type=liste("M", "F"),
            libelle="Sexe",
            aide="M ou F, comme à l’état civil.",
            exemple="F",
        ),
        Champ(
            nom="codeCommuneNaissance",
            type=_COMMUNE,
            libelle="Lieu de naissance",
            aide="Par code INSEE ou, à défaut, par code postal.",
        ),
        Champ(
            nom="libelleCommuneNaissance",
            type=texte(1, 60),
            minimum=0,
            libelle="Nom de la commune de naissance",
            aide="Nom de la commune, ou de la ville à l’étranger.",
            exemple="LYON",
            divergence=_LIBELLE_LONG,
        ),
        Champ(
            nom="codePaysNaissance",
            type=texte(3, 3),
            minimum=0,
            conditionnel=True,
            libelle="Code du pays de naissance",
            aide="Les trois derniers chiffres du code INSEE du pays. À laisser absent pour la France.",
            exemple="134",
        ),
        Champ(
            nom="libellePaysNaissance",
            type=texte(1, 60),
            minimum=0,
            libelle="Nom du pays de naissance",
            aide="Nom du pays, en français.",
            exemple="ESPAGNE",
            divergence=_LIBELLE_LONG,
        ),
        Champ(
            nom="commentairesMEN",
            type=texte(1, 250),
            minimum=0,
            libelle="Commentaires",
            aide="Réservé aux échanges avec le ministère de l’Éducation nationale.",
        ),
    ),
)
_DOSSIER = Groupe(
    nom="dossierFormation",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="idDossier",
            type=texte(1, 13),
            libelle="Numéro du dossier de formation",
            aide="Numéro du dossier CPF de la personne.",
            exemple="123456789",
        ),
        Champ(
            nom="nomTitulaire",
            type=texte(1, 30),
            libelle="Nom du titulaire du dossier",
            aide="Nom inscrit dans le dossier.",
            exemple="MOREAU",
        ),
        Champ(
            nom="prenom1Titulaire",
            type=texte(1, 20),
            libelle="Prénom du titulaire du dossier",
            aide="Premier prénom inscrit dans le dossier.",
            exemple="CAMILLE",
        ),
    ),
)
_NATIONAL = Groupe(
    nom="identifiantNational",
    contenu=Contenu.TOUS,
    champs=(
        Champ(
            nom="nir",
            type=NIR,
            libelle="NIR",
            aide="Les 13 premiers caractères du numéro de sécurité sociale, sans la clé.",
        ),
        Champ(
            nom="nomNaissance",
            type=texte(1, 60),
            libelle="Nom de naissance",
            aide="Nom de famille de l’état civil, jamais le nom d’usage.",
            exemple="MOREAU",
        ),
    ),
)

IDENTIFICATION = Groupe(
    nom="identificationTitulaire",
    contenu=Contenu.CHOIX,
    champs=(
        Champ(
            nom="dossierFormation",
            type=_DOSSIER,
            libelle="Par dossier de formation",
            aide="Quand la formation a été financée par le CPF et que le numéro du dossier est connu.",
            conditionnel=True,
        ),
        Champ(
            nom="titulaire",
            type=_TITULAIRE,
            libelle="Par état civil",
            aide="Le cas courant.",
            conditionnel=True,
        ),
        Champ(
            nom="identifiantNational",
            type=_NATIONAL,
            libelle="Par NIR",
            aide="Le plus sûr, quand vous avez le droit de traiter le NIR.",
            conditionnel=True,
            depuis="1.1.5",
        ),
    ),
)
