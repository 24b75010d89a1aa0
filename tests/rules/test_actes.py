"""Every action that the code notes has its words in French, and every word an action."""

from __future__ import annotations

import ast
import re

import pytest
from actes_du_journal import Illisible, _appels, _textes, actes
from depot_git import SRC

from accrochage.portail.journal.libelles import ACTES, FAMILLES, acte, famille

NOTES = actes()
FORME = re.compile(r"[a-z_]+\.[a-z_]+")


def test_the_code_notes_actions():
    assert len(NOTES) > 40


def test_every_noted_action_has_its_words():
    sans = {action: ou for action, ou in NOTES.items() if action not in ACTES}
    assert sans == {}, "add them to accrochage/portail/journal/libelles.py"


def test_every_action_with_words_is_noted():
    assert sorted(set(ACTES) - set(NOTES)) == []


def test_every_action_is_subject_and_verb_and_its_subject_a_family():
    assert [a for a in NOTES if not FORME.fullmatch(a)] == []
    assert {a.partition(".")[0] for a in NOTES} == set(FAMILLES)


def test_words_are_told_apart():
    assert len(set(ACTES.values())) == len(ACTES)
    assert len(set(FAMILLES.values())) == len(FAMILLES)


def test_an_action_nothing_notes_any_more_is_shown_as_it_is():
    assert acte("vieux.acte") == "vieux.acte"
    assert famille("vieux.acte") == "vieux"


@pytest.mark.parametrize(
    ("ecrit", "lus"),
    [
        ("'a.b'", ["a.b"]),
        ("'a.b' if x else 'c.d'", ["a.b", "c.d"]),
    ],
)
def test_the_reader_reads(ecrit, lus):
    assert list(_textes(ast.parse(ecrit, mode="eval").body, SRC / "x.py", None, 1)) == lus


def test_the_reader_refuses_what_it_can_not_follow():
    calcul = ast.parse("'a.' + x", mode="eval").body
    with pytest.raises(Illisible):
        list(_textes(calcul, SRC / "x.py", None, 1))


def test_the_reader_finds_calls_by_name_or_attribute():
    module = ast.parse("noter(action='a.b')\ndef f():\n    services.noter(action='c.d')")
    assert len(list(_appels(module, "noter"))) == 2
