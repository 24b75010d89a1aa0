"""Frequent questions, with a search that forgives accents and case."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One question with its answer; ``route`` leads to the page that says more."""

    cle: str
    question: str
    reponse: str
    route: str = ""


ARTICLES = (
    Article(
        "concerne",
        "Mon organisme est-il concerné ?",
        "Oui s’il détient une certification du RNCP ou du RS et l’a délivrée à quelqu’un. Un "
        "organisme de formation "
        "habilité par un certificateur ne déclare pas : c’est le certificateur qui le fait.",
        "public:concerne",
    ),
    Article(
        "delai",
        "Combien de temps ai-je pour transmettre ?",
        "Trois mois à compter de la délivrance de la certification (code du travail, article R. 6113-17-1).",
    ),
    Article(
        "identifiants",
        "Je n’ai pas reçu les identifiants d’inscription.",
        "Ils partent au contact donné dans la demande. Regardez dans les courriers indésirables, "
        "puis demandez à "
        "l’opérateur de les renvoyer.",
        "aide:contact",
    ),
    Article(
        "identifiant",
        "J’ai oublié mon identifiant de connexion.",
        "La page de connexion propose de le renvoyer à votre adresse électronique confirmée.",
        "account_login",
    ),
    Article(
        "parti",
        "La personne qui administrait notre compte est partie.",
        "Saisissez les identifiants d’inscription de l’organisme : la page propose de signaler son "
        "départ, avec une "
        "pièce qui le montre. Un gestionnaire nomme un nouveau titulaire.",
        "inscription:identifiants",
    ),
    Article(
        "deux_comptes",
        "Pourquoi deux comptes pour un même organisme ?",
        "Un compte sert un rôle : certificateur pour ses propres certifications, déposant pour "
        "celles des autres. Un "
        "même identifiant de connexion ouvre les deux, et l’en-tête passe de l’un à l’autre.",
        "aide:s_inscrire",
    ),
    Article(
        "deposant",
        "Un prestataire peut-il déposer à notre place ?",
        "Oui, avec un mandat que l’administrateur du certificateur lui donne en ligne, pour toutes "
        "les certifications "
        "ou certaines. Un partenaire de formation est refusé.",
        "aide:se_faire_connaitre",
    ),
    Article(
        "personne_introuvable",
        "Un passage est refusé parce que la personne n’est pas trouvée.",
        "Vérifiez d’abord le nom de naissance, les prénoms dans l’ordre de l’état civil, la date et "
        "la commune de "
        "naissance. La page de la règle dit quel champ regarder.",
        "aide:regles",
    ),
    Article(
        "commune",
        "Quel code mettre pour la commune de naissance ?",
        "Le code INSEE de la commune à la date de naissance, jamais le code postal. Pour une "
        "naissance à l’étranger, "
        "le code du pays.",
        "aide:dictionnaire",
    ),
    Article(
        "doublon",
        "Faut-il renvoyer les passages déjà acceptés ?",
        "Non. Seuls les passages refusés se renvoient, avec le même idTechnique. Un passage "
        "identique déjà accepté est "
        "reconnu et n’est pas enregistré deux fois.",
        "aide:deposer_et_suivre",
    ),
    Article(
        "meme_fichier",
        "Mon fichier est refusé parce qu’il a déjà été reçu.",
        "Le même fichier, ou le même idFlux, ne se dépose qu’une fois. Changez idFlux à chaque "
        "nouveau fichier.",
        "aide:regles",
    ),
    Article(
        "erreur",
        "J’ai transmis une donnée fausse : comment la corriger ?",
        "Déposez un fichier SUPPRESSION avec l’idTechnique du passage, puis un fichier CREATION corrigé.",
        "aide:deposer_et_suivre",
    ),
    Article(
        "verifier",
        "Puis-je vérifier un fichier sans le déposer ?",
        "Oui, avec la commande accrochage valider, sur votre ordinateur : elle applique les mêmes règles.",
        "aide:preparer",
    ),
    Article(
        "fusion",
        "Notre organisme a fusionné ou changé de SIRET.",
        "Écrivez à l’opérateur : il change le SIRET ou fusionne les deux organismes. L’ancien "
        "matricule continue de "
        "servir, avec un avertissement.",
        "aide:contact",
    ),
)


def chercher(saisie: str) -> list[Article]:
    """Articles that hold every word of what was typed, accents and case aside; all when nothing was."""
    mots = _simple(saisie).split()[:10]
    return [a for a in ARTICLES if all(mot in _simple(f"{a.question} {a.reponse}") for mot in mots)]


def _simple(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte.casefold().replace("’", "'"))
    return "".join(c for c in decompose if not unicodedata.combining(c))
