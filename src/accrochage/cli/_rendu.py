"""What ``accrochage valider`` answers, as text or as one JSON object, in constant memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from accrochage.flux.catalogue import REGLES
from accrochage.flux.controle import Bilan, Statut
from accrochage.flux.findings import Constat, Severite

EXEMPLES = 5
"""Examples shown for each rule in the text form."""

_MEMOIRE = 1_000_000
_CHAMPS = ("code", "severite", "id_technique", "champ", "valeur", "ligne", "colonne", "message", "remede")
_MARQUES = {Severite.BLOQUANT: "✗", Severite.REJET: "✗", Severite.AVERTISSEMENT: "!"}
_GRAVITE = list(Severite)


def visible(texte: str) -> str:
    """Make one line that cannot act on a terminal."""
    une_ligne = " ".join(texte.split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in une_ligne)


def nombre(entier: int) -> str:
    """Write the number with its thousands apart."""
    return f"{entier:,}".replace(",", "\u00a0")


def accord(entier: int, nom: str, pluriel: str | None = None) -> str:
    """Write the number, and the noun with its plural."""
    return f"{nombre(entier)} {(pluriel or nom + 's') if entier > 1 else nom}"


class Rendu(Protocol):
    """An answer being prepared: findings first, the totals last, then its text in pieces."""

    def __init__(self, fichier: Path) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def ajouter(self, constat: Constat) -> None:
        """Take one finding."""

    def conclure(self, bilan: Bilan) -> None:
        """Take the totals."""

    def morceaux(self) -> Iterator[str]:
        """Yield the whole answer."""


class RenduJson:
    """One JSON object. Findings wait in a temporary file: what stands before them is known last."""

    def __init__(self, fichier: Path) -> None:
        self._fichier = fichier
        self._attente: IO[str] = tempfile.SpooledTemporaryFile(_MEMOIRE, "w+", encoding="utf-8")  # noqa: SIM115 - closed by __exit__
        self._bilan: Bilan | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._attente.close()

    def ajouter(self, constat: Constat) -> None:
        """Put the finding aside, a line each."""
        objet = {champ: getattr(constat, champ) for champ in _CHAMPS}
        self._attente.write(json.dumps(objet, ensure_ascii=False) + "\n")

    def conclure(self, bilan: Bilan) -> None:
        """Keep the totals for the head of the object."""
        self._bilan = bilan

    def morceaux(self) -> Iterator[str]:
        """Yield the head, then the findings, a line each."""
        tete = json.dumps(self._tete(), ensure_ascii=False)
        yield tete.removesuffix("}") + ', "constats": ['
        self._attente.seek(0)
        separateur = "\n"
        for ligne in self._attente:
            yield separateur + ligne.rstrip("\n")
            separateur = ",\n"
        yield "]}\n"

    def _tete(self) -> dict[str, Any]:
        bilan = _connu(self._bilan)
        enveloppe = bilan.tete.enveloppe
        return {
            "fichier": self._fichier.name,
            "sha256": bilan.tete.sha256,
            "schema": bilan.schema,
            "schema_conforme": bilan.schema_conforme,
            "id_flux": enveloppe.id_flux if enveloppe else None,
            "action": (enveloppe.action or "CREATION") if enveloppe else None,
            "statut": bilan.statut,
            "passages": bilan.passages,
            "passages_refuses": bilan.passages_refuses,
        }


@dataclass(slots=True)
class _Groupe:
    """The findings of one rule: how many, the worst severity, the first of them."""

    nombre: int = 0
    severite: Severite = Severite.AVERTISSEMENT
    exemples: list[Constat] = field(default_factory=list)

    def ajouter(self, constat: Constat) -> None:
        self.nombre += 1
        self.severite = min(self.severite, constat.severite, key=_GRAVITE.index)
        if len(self.exemples) < EXEMPLES:
            self.exemples.append(constat)


class RenduTexte:
    """For a person: the answer in one sentence, then the findings grouped by rule."""

    def __init__(self, fichier: Path) -> None:
        self._fichier = fichier
        self._groupes: dict[str, _Groupe] = {}
        self._bilan: Bilan | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._groupes.clear()

    def ajouter(self, constat: Constat) -> None:
        """Count the finding; keep the first of each rule."""
        self._groupes.setdefault(constat.code, _Groupe()).ajouter(constat)

    def conclure(self, bilan: Bilan) -> None:
        """Keep the totals for the first sentence."""
        self._bilan = bilan

    def morceaux(self) -> Iterator[str]:
        """Yield the answer, then what the file is, then the rules: the gravest and most frequent first."""
        bilan = _connu(self._bilan)
        yield f"{visible(self._fichier.name)}\u00a0: {_reponse(bilan)}\n"
        yield from _identite(bilan)
        tries = sorted(self._groupes.items(), key=lambda paire: _ordre(*paire))
        for code, groupe in tries:
            yield from _groupe_en_texte(code, groupe)


def _ordre(code: str, groupe: _Groupe) -> tuple[int, int, str]:
    return _GRAVITE.index(groupe.severite), -groupe.nombre, code


def _connu(bilan: Bilan | None) -> Bilan:
    if bilan is None:
        raise RuntimeError("conclure() comes before morceaux()")
    return bilan


def _reponse(bilan: Bilan) -> str:
    match bilan.statut:
        case Statut.CONFORME:
            controles = accord(bilan.passages, "passage contrôlé", "passages contrôlés")
            return f"rien n’est refusé, {controles}."
        case Statut.AVEC_REJETS:
            refuses = accord(bilan.passages_refuses, "passage refusé", "passages refusés")
            return f"{refuses} sur {nombre(bilan.passages)}."
        case Statut.REJETE:
            return "le fichier est refusé en entier."


def _identite(bilan: Bilan) -> Iterator[str]:
    enveloppe = bilan.tete.enveloppe
    if enveloppe is not None:
        action = enveloppe.action or "CREATION"
        yield f"  flux {visible(enveloppe.id_flux)} · {action} · schéma {bilan.schema}\n"
    if not bilan.schema_conforme and bilan.statut is Statut.AVEC_REJETS:
        yield "  Le schéma n’est pas respecté partout\u00a0: l’opérateur réel refuserait le fichier entier.\n"


def _groupe_en_texte(code: str, groupe: _Groupe) -> Iterator[str]:
    regle = REGLES[code]
    marque = _MARQUES[groupe.severite]
    yield f"\n{marque} {code} {regle.titre} · {groupe.severite} · {accord(groupe.nombre, 'constat')}\n"
    for exemple in groupe.exemples:
        yield f"    {_position(exemple)}{visible(exemple.message)}\n"
    reste = groupe.nombre - len(groupe.exemples)
    if reste:
        yield f"    … et {accord(reste, 'autre')}\n"
    yield f"    À faire\u00a0: {visible(groupe.exemples[0].remede)}\n"


def _position(constat: Constat) -> str:
    reperes = []
    if constat.ligne is not None:
        reperes.append(f"ligne {constat.ligne}")
    if constat.colonne is not None:
        reperes.append(f"colonne {constat.colonne}")
    if constat.id_technique is not None:
        reperes.append(visible(constat.id_technique))
    return f"{', '.join(reperes)}\u00a0: " if reperes else ""
