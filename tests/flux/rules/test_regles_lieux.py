import pytest
from fabrique_passages import codes, nee_a, nee_au_code_postal, passage

from accrochage.flux.reference import communes


@pytest.mark.parametrize(
    "code",
    [
        "69123",
        "69381",
        "75112",
        "13208",
        "2A004",
        "2B033",
        "2a004",
        "20004",
        "75018",
        "78021",
        "91021",
        "01144",
        "97105",
        "97411",
        "97123",
        "97127",
        "97701",
        "97801",
        "97611",
        "98501",
        "98735",
        "98818",
        "97502",
        "99352",
    ],
)
def test_p107_accepts_every_place_that_was_one(code):
    assert codes(nee_a(code)) == []


@pytest.mark.parametrize(
    "code", ["75999", "00000", "ABCDE", "69 12", "2C001", "96001", "95999", "99ABC", "7501a"]
)
def test_p107_refuses_what_never_was_a_place(code):
    assert codes(nee_a(code)) == ["P107"]


@pytest.mark.parametrize(
    ("code", "annee", "attendus"),
    [
        ("91352", 1950, []),
        ("92352", 1962, []),
        ("93999", 1963, ["P107"]),
        ("95001", 1950, []),
        ("96001", 1956, []),
        ("96001", 1957, ["P107"]),
        ("98301", 1975, []),
        ("98301", 1981, ["P107"]),
    ],
)
def test_p107_knows_the_former_territories_by_the_year(code, annee, attendus):
    assert codes(nee_a(code, annee_naissance=annee)) == attendus


def test_p107_refuses_no_commune_of_the_table():
    refuses = [c.code for c in communes()[::50] if codes(nee_a(c.code)) or codes(nee_a(c.code.lower()))]
    assert refuses == []


@pytest.mark.parametrize(
    ("code", "attendus"),
    [("69003", []), ("01400", []), ("97400", []), ("1400", ["P209"]), ("99999", ["P209"])],
)
def test_p209_postal_code_of_birth(code, attendus):
    assert codes(nee_au_code_postal(code)) == attendus


def test_p209_leaves_foreign_postal_codes_alone():
    assert codes(nee_au_code_postal("1050", code_pays_naissance="131")) == []


@pytest.mark.parametrize(
    ("code", "attendus"),
    [
        ("69001", []),
        ("75231", []),
        ("69 001", []),
        (None, []),
        ("7501", ["P209"]),
        ("99999", ["P209"]),
        ("A", ["P209"]),
    ],
)
def test_p209_exam_centre_may_have_a_cedex(code, attendus):
    assert codes(passage(code_postal_centre_examen=code)) == attendus


@pytest.mark.parametrize(
    ("code", "pays", "annee", "attendus"),
    [
        ("69123", "134", 1990, ["P210"]),
        ("69123", "100", 1990, []),
        ("69123", None, 1990, []),
        ("91352", "352", 1955, []),
        ("91352", "134", 1955, ["P210"]),
        ("91021", "352", 1990, ["P210"]),
        ("95001", "350", 1950, []),
        ("98301", "399", 1970, []),
        ("99134", "134", 1990, []),
    ],
)
def test_p210_french_commune_with_a_foreign_country(code, pays, annee, attendus):
    assert codes(nee_a(code, code_pays_naissance=pays, annee_naissance=annee)) == attendus


@pytest.mark.parametrize(
    ("quel", "attendus"),
    [
        (nee_au_code_postal(None, code_pays_naissance="100"), ["P211"]),
        (nee_au_code_postal(None), []),
        (nee_au_code_postal(None, code_pays_naissance="134"), []),
        (nee_au_code_postal("69003", code_pays_naissance="100"), []),
        (nee_a("99100"), ["P211"]),
        (nee_a("99100", code_pays_naissance="100"), ["P211"]),
    ],
)
def test_p211_birth_in_france_without_its_commune(quel, attendus):
    assert codes(quel) == attendus


@pytest.mark.parametrize(
    ("pays", "attendus"), [("ESP", ["P222"]), ("13A", ["P222"]), ("134", []), ("١٣٤", ["P222"]), (None, [])]
)
def test_p222_country_of_three_digits(pays, attendus):
    assert codes(nee_a("99134", code_pays_naissance=pays)) == attendus


@pytest.mark.parametrize(
    ("pays", "attendus"), [("109", ["P224"]), ("100", ["P224"]), ("134", []), (None, [])]
)
def test_p224_two_countries(pays, attendus):
    assert codes(nee_a("99134", code_pays_naissance=pays)) == attendus
