"""What tells an identical re-send from a different one, and keeps no NIR."""

from __future__ import annotations

import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "flux"))

from strategies_flux import certifications, nationaux, passages

from accrochage.flux.model import Certification, IdentifiantNational, Passage
from accrochage.portail.passages.contenu import contenu, empreinte_contenu

RNCP = Certification("RNCP", "RNCP100")


@given(passages, certifications)
def test_the_same_content_has_the_same_fingerprint_wherever_it_stands(passage, certification):
    ailleurs = replace(certification, index=7, ligne=99, nature_deposant="CERTIFICATEUR")
    assert contenu(passage, certification) == contenu(passage, ailleurs)


@given(passages, passages, st.sampled_from([champ.name for champ in fields(Passage)]))
def test_a_difference_in_any_field_is_a_difference(un, autre, champ):
    assume(getattr(un, champ) != getattr(autre, champ))
    change = replace(un, **{champ: getattr(autre, champ)})
    assert contenu(un, RNCP) != contenu(change, RNCP)


@given(passages)
def test_the_content_is_canonical_json(passage):
    texte = contenu(passage, RNCP)
    valeurs = json.loads(texte)
    assert json.dumps(valeurs, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == texte
    assert valeurs["id_technique"] == passage.id_technique
    assert valeurs["identification"] == type(passage.identification_titulaire).__name__


@given(passages, nationaux)
def test_the_nir_is_not_kept_but_counts(passage, identite):
    un = replace(passage, identification_titulaire=identite)
    gardes = json.loads(contenu(un, RNCP))["identification_titulaire"]
    assert gardes["nir"] != identite.nir
    assert len(gardes["nir"]) == 64
    autre_nir = ("2" if identite.nir[0] == "1" else "1") + identite.nir[1:]
    autre = IdentifiantNational(autre_nir, identite.nom_naissance)
    assert contenu(un, RNCP) != contenu(replace(un, identification_titulaire=autre), RNCP)


@given(passages)
def test_another_certification_is_another_content(passage):
    assert contenu(passage, RNCP) != contenu(passage, Certification("RNCP", "RNCP101"))


def test_another_certificateur_or_another_key_gives_another_fingerprint(settings):
    reference = empreinte_contenu("{}", "12ABC345")
    assert reference == empreinte_contenu("{}", "12ABC345")
    assert reference != empreinte_contenu("{}", "12ABC346")
    settings.CLE_EMPREINTE = b"z" * 32
    assert reference != empreinte_contenu("{}", "12ABC345")


@pytest.mark.parametrize("valeur", ["", "\x1f", "\u2028", "😀"])
def test_odd_characters_are_kept(valeur):
    assert empreinte_contenu(valeur, "12ABC345") != empreinte_contenu(valeur + " ", "12ABC345")
