"""Names that are no names, and names that hold something else than a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_uppercase

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import DossierFormation, Passage, Titulaire
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles

# Only what nobody can be called: Test, Null, Néant, Nan, Na are real surnames, and SNP, SP are the
# civil registry's own way to say that there is no name.
_MENTIONS = (
    "INCONNU",
    "INCONNUE",
    "UNKNOWN",
    "UNDEFINED",
    "X",
    "XX",
    "NC",
    "N.C.",
    "N.C",
    "N/C",
    "N/A",
    "N.A.",
    "NR",
    "N.R.",
    "NON CONNU",
    "NON CONNUE",
    "NON COMMUNIQUÉ",
    "NON COMMUNIQUÉE",
    "NON RENSEIGNÉ",
    "NON RENSEIGNÉE",
    "NON PRÉCISÉ",
    "NON PRÉCISÉE",
    "NON DISPONIBLE",
    "À RENSEIGNER",
    "À COMPLÉTER",
    "NOM INCONNU",
    "PRÉNOM INCONNU",
    "PRENOM",
    "PRENOM1",
    "NOMNAISSANCE",
    "AZERTY",
    "QWERTY",
)
_LONGUEUR_NOM = 60
_REPETITIONS = range(3, _LONGUEUR_NOM + 1)


def _sans_accents(texte: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c))


def _variantes() -> Iterator[str]:
    for mention in (*_MENTIONS, *(lettre * n for lettre in ascii_uppercase for n in _REPETITIONS)):
        for forme in (mention, _sans_accents(mention)):
            yield from (forme, forme.lower(), forme.capitalize(), forme.title())


_FAUX_NOMS = frozenset(_variantes())
_TITRES = frozenset(
    {"M.", "MR", "MR.", "MM.", "MONSIEUR", "MME", "MME.", "MADAME", "MLE", "MLLE", "MLLE."}
    | {"MADEMOISELLE", "DR", "DR.", "DOCTEUR", "ME.", "MAÎTRE", "PR", "PR."}
)
_separer = re.compile("[ '’-]").split


def soupcon(passage: Passage, _contexte: Contexte) -> bool:
    """Tell if a name is anything else than words of letters that are not a known mention."""
    personne = passage.identification_titulaire
    if personne.__class__ is not Titulaire:
        return any(_douteux(nom) for _, nom in _noms(passage))
    nom = personne.nom_naissance
    usage = personne.nom_usage
    noms = (nom, usage, personne.prenom1, personne.prenom2, personne.prenom3)
    if not _FAUX_NOMS.isdisjoint(noms):
        return True
    for autre in noms:
        if autre is not None and not autre.isalpha() and _douteux(autre):
            return True
    return usage is not None and len(usage) == len(nom) and usage.upper() == nom.upper()


def _douteux(nom: str) -> bool:
    if nom in _FAUX_NOMS or not all(map(str.isalpha, _separer(nom))):
        return True
    return " " in nom and nom.partition(" ")[0].upper() in _TITRES


def _noms(passage: Passage) -> list[tuple[str, str]]:
    """Return each name that is sent, with its element."""
    personne = passage.identification_titulaire
    noms: list[tuple[str, str | None]]
    if isinstance(personne, Titulaire):
        noms = [
            ("nomNaissance", personne.nom_naissance),
            ("nomUsage", personne.nom_usage),
            ("prenom1", personne.prenom1),
            ("prenom2", personne.prenom2),
            ("prenom3", personne.prenom3),
        ]
    elif isinstance(personne, DossierFormation):
        noms = [("nomTitulaire", personne.nom_titulaire), ("prenom1Titulaire", personne.prenom1_titulaire)]
    else:
        noms = [("nomNaissance", personne.nom_naissance)]
    return [(champ, nom) for champ, nom in noms if nom is not None and not nom.isspace()]


def _a_une_lettre(nom: str) -> bool:
    return any(map(str.isalpha, nom))


def _a_un_chiffre(nom: str) -> bool:
    return any(map(str.isdigit, nom))


def _est_une_mention(nom: str) -> bool:
    return " ".join(nom.split()) in _FAUX_NOMS


def p109_mention(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when a mention such as INCONNU or XXX stands for the name."""
    for champ, nom in _noms(passage):
        if _est_une_mention(nom):
            yield constat("P109", id_technique=passage.id_technique, champ=champ, valeur=nom)


def p110_adresse(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when a mail address stands for the name."""
    for champ, nom in _noms(passage):
        if "@" in nom and _a_une_lettre(nom):
            yield constat("P110", id_technique=passage.id_technique, champ=champ, valeur=nom)


def p111_sans_lettre(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when digits or signs stand for the name."""
    for champ, nom in _noms(passage):
        if not _a_une_lettre(nom):
            yield constat("P111", id_technique=passage.id_technique, champ=champ, valeur=nom)


def p215_chiffre(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a digit stands among the letters of a name."""
    for champ, nom in _noms(passage):
        if _a_un_chiffre(nom) and _a_une_lettre(nom) and "@" not in nom and not _est_une_mention(nom):
            yield constat("P215", id_technique=passage.id_technique, champ=champ, valeur=nom)


def p216_titre(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a title comes before the name, or after it in brackets."""
    for champ, nom in _noms(passage):
        mots = nom.upper().split()
        entre_parentheses = mots[-1].startswith("(") and mots[-1].strip("()") in _TITRES
        if len(mots) > 1 and (mots[0] in _TITRES or entre_parentheses):
            yield constat("P216", id_technique=passage.id_technique, champ=champ, valeur=nom)


def p217_usage_egal(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when the usage name is the birth name, whatever the case."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire) or personne.nom_usage is None or personne.nom_usage.isspace():
        return
    if personne.nom_usage.upper() == personne.nom_naissance.upper():
        yield constat("P217", id_technique=passage.id_technique, champ="nomUsage", valeur=personne.nom_usage)


FAMILLE = FamilleDeRegles(
    nom="noms",
    soupcon=soupcon,
    regles=(p109_mention, p110_adresse, p111_sans_lettre, p215_chiffre, p216_titre, p217_usage_egal),
)
