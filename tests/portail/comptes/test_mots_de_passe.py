"""Which passwords are refused, and that good ones are not."""

import contextlib

import fabriques
import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.validateurs import PasTropSimple

ALICE = Utilisateur(
    identifiant="ABCDEFGH2", email="alice.arnaud@lycee-exemple.test", nom="Arnaud", prenom="Alice"
)


@pytest.mark.parametrize(
    "faible",
    [
        "court",
        "onze caract",
        "motdepasse1234",
        "MotDePasse2026!",
        "m0tdep@sse!2026",
        "azertyuiop123",
        "Azertyuiop!12",
        "bonjourbonjour",
        "Bonjour-Bonjour-Bonjour-1",
        "123456789012",
        "000000000000",
        "abcdefghijkl",
        "aaaaaaaaaaaaab",
        "ababababababab",
        "poiuytrezaml",
        "password1234",
        "Certification2026",
        "alicearnaud2026",
        "ABCDEFGH2abcd",
        "alice.arnaud@lycee-exemple.test",
    ],
)
def test_weak_ones_are_refused_in_french(faible):
    with pytest.raises(ValidationError) as refus:
        validate_password(faible, ALICE)
    assert not any(mot in " ".join(refus.value.messages) for mot in ("password", "must", "too "))


@pytest.mark.parametrize(
    "bon",
    [
        fabriques.MOT_DE_PASSE,
        "correct cheval pile agrafe",
        "Tr0ub4dour & le hibou",
        "mes trois chats dorment dehors",
        "  espaces autour  permis ",
        "пароль из четырёх слов",
        "7h$Kq!zP2w&Lm",
    ],
)
def test_good_ones_are_taken(bon):
    validate_password(bon, ALICE)


@given(st.text(max_size=140))
def test_whatever_is_typed_is_judged_without_a_crash(texte):
    with contextlib.suppress(ValidationError):
        PasTropSimple().validate(texte)


@given(st.sampled_from("abcdefghijklmnop"), st.integers(12, 60))
def test_one_letter_is_never_a_password(lettre, fois):
    with pytest.raises(ValidationError):
        PasTropSimple().validate(lettre * fois)
