import gzip

import pytest

from accrochage.flux.reference import Commune, TypeCommune, communes, tables
from accrochage.flux.reference.__main__ import compacter, main

SOURCE = (
    "code_insee,nom,type,code_commune_rattachement,codes_postaux,anciens_codes,departement,population\n"
    "91001,Abbéville-la-Rivière,commune-actuelle,,91150,78001,91,300\n"
    "01015,Arbignieu,commune-deleguee,01015,,,01,\n"
    "01015,Arboys en Bugey,commune-actuelle,,01300 01510,01340,01,600\n"
)


def test_every_kind_of_code_is_known():
    codes = tables().codes_insee
    attendus = {
        "01001": "a commune of today",
        "01144": "a commune that merged",
        "75112": "a borough of Paris",
        "69385": "a borough of Lyon",
        "13208": "a borough of Marseille",
        "2A004": "Ajaccio",
        "20004": "Ajaccio before 1976",
        "75018": "a commune of the former Seine",
        "78003": "a commune of Yvelines",
        "78021": "Arpajon in the former Seine-et-Oise",
        "97105": "Guadeloupe",
        "98818": "Nouméa",
    }
    assert {code for code in attendus if code not in codes} == set()


@pytest.mark.parametrize("code", ["00000", "75999", "13999", "2C001", "99352", ""])
def test_what_never_was_a_commune_is_not_known(code):
    assert code not in tables().codes_insee


def test_postal_codes_are_five_digits():
    postaux = tables().codes_postaux
    assert {"75012", "01400", "97400", "98800"} <= postaux
    assert all(len(code) == 5 and code.isdigit() for code in postaux)


def test_tables_are_read_once():
    assert tables() is tables()


def test_a_commune_carries_its_history():
    essonne = [commune for commune in communes() if commune.code == "91021"]
    assert essonne == [
        Commune(
            code="91021",
            nom="Arpajon",
            type=TypeCommune.ACTUELLE,
            rattachement=None,
            codes_postaux=("91290",),
            anciens_codes=("78021",),
            population=11698,
        )
    ]


def test_communes_and_tables_tell_the_same_codes():
    codes = {code for commune in communes() for code in (commune.code, *commune.anciens_codes)}
    assert codes == tables().codes_insee


@pytest.mark.parametrize(
    "source", [SOURCE.encode(), gzip.compress(SOURCE.encode()), SOURCE.encode("utf-8-sig")]
)
def test_compaction_keeps_what_counts_sorted(source):
    assert gzip.decompress(compacter(source)).decode().splitlines() == [
        "01015\tArbignieu\tD\t01015\t\t\t",
        "01015\tArboys en Bugey\tC\t\t01300 01510\t01340\t600",
        "91001\tAbbéville-la-Rivière\tC\t\t91150\t78001\t300",
    ]


def test_compaction_is_byte_stable(tmp_path):
    source = tmp_path / "communes.csv"
    source.write_text(SOURCE, encoding="utf-8")
    for nom in ("un.gz", "deux.gz"):
        main([str(source), "--sortie", str(tmp_path / nom)])
    assert (tmp_path / "un.gz").read_bytes() == (tmp_path / "deux.gz").read_bytes()


def test_a_source_without_its_columns_is_refused():
    with pytest.raises(KeyError):
        compacter(b"code,nom\n01001,X\n")
