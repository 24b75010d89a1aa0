"""Hostile or broken files: each ends in a code of the catalogue, never in an exception."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from fabrique_fichiers import AUJOURDHUI, FORMES, REFERENCE, juger, juger_octets
from lxml import etree

from accrochage.flux.controle import Controle, Statut, lire_tete
from accrochage.flux.reading import Limites

OCTETS = REFERENCE.encode()
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
BOMBE = (
    '<!DOCTYPE f [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
IDENTIFIANT = "2026-0003"


def avec(avant: str, apres: str) -> bytes:
    assert avant in REFERENCE
    return REFERENCE.replace(avant, apres, 1).encode()


def avec_octets(avant: bytes, apres: bytes) -> bytes:
    assert avant in OCTETS
    return OCTETS.replace(avant, apres, 1)


def avec_doctype(doctype: str, texte: str = IDENTIFIANT) -> bytes:
    return avec(IDENTIFIANT, texte).replace(DECLARATION.encode(), f"{DECLARATION}{doctype}".encode())


def zip_de(*fichiers: tuple[str, bytes]) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in fichiers:
            archive.writestr(nom, contenu)
    return sortie.getvalue()


def zip_chiffre() -> bytes:
    """Set the flag of an encrypted entry, in both headers."""
    octets = bytearray(zip_de(("a.xml", OCTETS)))
    octets[6] |= 1
    octets[octets.index(b"PK\x01\x02") + 8] |= 1
    return bytes(octets)


def gzip_d_un_giga(octet: bytes, debut: bytes = b"", fin: bytes = b"") -> bytes:
    """One GB of the same byte in a few kB: the same member, many times."""
    membre = gzip.compress(octet * 10_000_000)
    return gzip.compress(debut) + membre * 100 + gzip.compress(fin)


COUPE = REFERENCE.index("<cpf:sexe>")
PROFOND = 10_000

HOSTILES: dict[str, tuple[str, bytes]] = {
    "vide": ("F001", b""),
    "blancs": ("F001", b" \n\t\r\n"),
    "bom-seul": ("F001", b"\xef\xbb\xbf"),
    "coupe-dans-un-passage": ("F002", OCTETS[: len(REFERENCE[:COUPE].encode())]),
    "coupe-avant-les-passages": ("F002", OCTETS[:300]),
    "coupe-de-la-derniere-balise": ("F002", OCTETS.rstrip()[:-3]),
    "deux-racines": ("F002", OCTETS + b"<autre/>"),
    "texte-apres-la-racine": ("F002", OCTETS + b"reste"),
    "texte-avant-la-racine": ("F002", avec("<cpf:flux ", "reste<cpf:flux ")),
    "balises-croisees": ("F002", avec("</cpf:sexe>", "</cpf:prenom1>")),
    "esperluette": ("F002", avec(IDENTIFIANT, "A & B")),
    "inferieur": ("F002", avec(IDENTIFIANT, "A < B")),
    "entite-inconnue": ("F002", avec("ZOÉ", "ZO&Eacute;")),
    "reference-nulle": ("F002", avec(IDENTIFIANT, "&#0;")),
    "reference-de-controle": ("F002", avec(IDENTIFIANT, "&#x1B;")),
    "controle": ("F002", avec(IDENTIFIANT, "\x0b")),
    "attribut-double": ("F002", avec('xsi:nil="true"', 'xsi:nil="true" xsi:nil="true"')),
    "prefixe-inconnu": ("F002", avec("<cpf:sexe>F</cpf:sexe>", "<zzz:sexe>F</zzz:sexe>")),
    "prefixe-inconnu-partout": ("F002", avec("xmlns:cpf=", "xmlns:abc=")),
    "cdata-ouverte": ("F002", avec(IDENTIFIANT, "<![CDATA[")),
    "commentaire-ouvert": ("F002", avec("<cpf:sexe>", "<!-- <cpf:sexe>")),
    "commentaire-mal-forme": ("F002", avec("<cpf:sexe>", "<!-- -- --><cpf:sexe>")),
    "doctype-en-minuscules": ("F002", avec_doctype("<!doctype flux>")),
    "deuxieme-declaration": ("F002", avec("<cpf:sexe>", f"{DECLARATION}<cpf:sexe>")),
    "declare-latin1": ("F003", avec('"UTF-8"', '"ISO-8859-1"')),
    "latin1": ("F003", avec('"UTF-8"', '"ISO-8859-1"').decode().encode("latin-1", "replace")),
    "declare-windows": ("F003", avec('"UTF-8"', "'windows-1252'")),
    "declare-utf16": ("F003", avec('"UTF-8"', '"UTF-16"')),
    "declare-utf7": ("F003", avec('"UTF-8"', '"UTF-7"')),
    "declare-inconnu": ("F003", avec('"UTF-8"', '"X-RIEN"')),
    "utf16-bom": ("F003", REFERENCE.encode("utf-16")),
    "utf16-le": ("F003", REFERENCE.encode("utf-16-le")),
    "utf16-be": ("F003", REFERENCE.encode("utf-16-be")),
    "utf32": ("F003", REFERENCE.encode("utf-32")),
    "ebcdic": ("F003", REFERENCE.replace("’", "'").replace("Œ", "O").encode("cp500")),
    "latin1-non-declare": ("F004", avec_octets("ZOÉ".encode(), b"ZO\xc9")),
    "surlong": ("F004", avec_octets(b"ANNE", b"\xc0\xafANNE")),
    "demi-paire": ("F004", avec_octets(b"ANNE", b"\xed\xa0\x80ANNE")),
    "latin1-dans-l-enveloppe": ("F004", avec_octets(b"MCFCER000123", b"\xe9")),
    "latin1-dans-un-nom": ("F004", avec_octets(b"<cpf:sexe>", b"<cpf:sex\xe9>")),
    "doctype": ("F005", avec_doctype("<!DOCTYPE flux>")),
    "doctype-html": ("F005", b"<!DOCTYPE html><html><body>Connexion</body></html>"),
    "bombe": ("F005", avec_doctype(BOMBE, "&j;")),
    "entite-externe": (
        "F005",
        avec_doctype('<!DOCTYPE f [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "&e;"),
    ),
    "entite-parametre": (
        "F005",
        avec_doctype('<!DOCTYPE f [<!ENTITY % p SYSTEM "http://exemple.invalid/"> %p;]>'),
    ),
    "dtd-externe": ("F005", avec_doctype('<!DOCTYPE flux SYSTEM "http://exemple.invalid/flux.dtd">')),
    "doctype-coupe": ("F005", f"{DECLARATION}<!DOCTYPE f [<!ENTITY a 'b'>".encode()),
    "profond": ("F006", avec("<cpf:idFlux>", "<a>" * PROFOND + "</a>" * PROFOND + "<cpf:idFlux>")),
    "profond-jamais-ferme": ("F006", avec("<cpf:idFlux>", "<a>" * PROFOND)),
    "profond-et-autre-racine": ("F012", b"<a>" * PROFOND + b"</a>" * PROFOND),
    "profond-dans-un-passage": ("F006", avec(IDENTIFIANT, "<a>" * PROFOND + "</a>" * PROFOND)),
    "profond-dans-l-enveloppe": ("F006", avec("MCFCER000123", "<a>" * PROFOND + "</a>" * PROFOND)),
    "passages-imbriques": ("F006", avec(IDENTIFIANT, "<cpf:passageCertification>" * PROFOND)),
    "texte-demesure": ("F009", avec(IDENTIFIANT, "x" * 3_000_000)),
    "blancs-demesures": ("F009", avec(IDENTIFIANT, " " * 3_000_000)),
    "blancs-entre-elements": ("F009", avec("<cpf:sexe>", " " * 3_000_000 + "<cpf:sexe>")),
    "texte-demesure-dans-l-enveloppe": ("F009", avec("MCFCER000123", "x" * 3_000_000)),
    "attribut-demesure": ("F009", avec("<cpf:sexe>", f'<cpf:sexe a="{"x" * 3_000_000}">')),
    "attribut-demesure-racine": ("F009", avec("<cpf:flux ", f'<cpf:flux a="{"x" * 3_000_000}" ')),
    "nom-demesure": ("F009", avec("<cpf:sexe>F</cpf:sexe>", f"<{'x' * 3_000_000}/>")),
    "commentaire-demesure": ("F009", avec("<cpf:sexe>", f"<!--{'x' * 3_000_000}--><cpf:sexe>")),
    "cdata-demesuree": ("F009", avec(IDENTIFIANT, f"<![CDATA[{'x' * 3_000_000}]]>")),
    "cent-mille-attributs": (
        "F009",
        avec("<cpf:sexe>", "<cpf:sexe " + " ".join(f'a{n}="{n}"' for n in range(100_000)) + ">"),
    ),
    "cent-mille-espaces-de-noms": (
        "F009",
        avec("<cpf:flux ", "<cpf:flux " + " ".join(f'xmlns:a{n}="{n}"' for n in range(100_000)) + " "),
    ),
    "pdf": ("F010", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    "image": ("F010", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "ancien-office": ("F010", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "classeur": ("F010", zip_de(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<a/>"))),
    "csv": ("F010", b"idTechnique;nomNaissance\n1;MOREAU\n"),
    "json": ("F010", b'{"idFlux": 1}'),
    "nuls": ("F010", bytes(10_000)),
    "nul-au-debut": ("F010", avec("12ABC345", "\0")),
    "gzip-coupe": ("F011", gzip.compress(OCTETS)[:-20]),
    "gzip-faux": ("F011", b"\x1f\x8b" + b"pas une archive"),
    "gzip-somme-fausse": ("F011", gzip.compress(OCTETS)[:-8] + bytes(8)),
    "zip-de-deux": ("F011", zip_de(("a.xml", OCTETS), ("b.xml", OCTETS))),
    "zip-vide": ("F011", zip_de()),
    "zip-de-dossiers": ("F011", zip_de(("dossier/", b""))),
    "zip-coupe": ("F011", zip_de(("a.xml", OCTETS))[:-40]),
    "zip-chiffre": ("F011", zip_chiffre()),
    "zip-de-pdf": ("F010", zip_de(("a.xml", b"%PDF-1.7"))),
    "zip-dans-zip": ("F010", zip_de(("a.xml", zip_de(("b.xml", OCTETS))))),
    "gzip-dans-gzip": ("F010", gzip.compress(gzip.compress(OCTETS))),
    "gzip-vide": ("F001", gzip.compress(b"")),
    "html": ("F012", b"<html><body>Connexion</body></html>"),
    "autre-racine": ("F012", b'<?xml version="1.0"?><rapport><nomFichier>a</nomFichier></rapport>'),
    "passage-pour-racine": ("F012", b'<passageCertification xmlns="urn:cdc:cpf:pc5:schema:1.0.0"/>'),
    "autre-espace": ("F013", REFERENCE.replace("cdc:cpf:pc5", "autre:espace").encode()),
    "xml-1.1": ("F025", avec('version="1.0"', 'version="1.1"')),
}


@pytest.mark.parametrize("processus", [1, 2])
@pytest.mark.parametrize("nom", HOSTILES)
def test_each_hostile_file_is_refused_with_its_code(tmp_path, nom, processus):
    code, octets = HOSTILES[nom]
    verdict = juger_octets(tmp_path, octets, processus=processus)
    assert verdict.statut is Statut.REJETE
    assert code in verdict.codes
    assert {"F", "C", "P"} >= {trouve[0] for trouve in verdict.codes}


@pytest.mark.parametrize("nom", HOSTILES)
def test_the_look_at_the_head_never_fails(tmp_path, nom):
    chemin = tmp_path / "flux.xml"
    chemin.write_bytes(HOSTILES[nom][1])
    tete = lire_tete(chemin, limites=Limites(), aujourdhui=AUJOURDHUI)
    assert len(tete.sha256) == 64


def test_a_nul_byte_far_in_the_file_is_refused(tmp_path):
    loin = REFERENCE.rindex("PETIT")
    octets = (REFERENCE[:loin] + "\0" + REFERENCE[loin:]).encode()
    assert juger_octets(tmp_path, octets).codes & {"F002", "F010"}


@pytest.mark.parametrize(
    ("debut", "fin"),
    [(b"", b""), (OCTETS[: OCTETS.index(b"2026-0003")], OCTETS[OCTETS.index(b"2026-0003") :])],
    ids=["seuls", "dans-un-texte"],
)
def test_a_gigabyte_of_spaces_is_refused_before_it_is_written(tmp_path, debut, fin):
    verdict = juger_octets(tmp_path, gzip_d_un_giga(b" ", debut, fin))
    assert verdict.statut is Statut.REJETE
    assert verdict.codes & {"F007", "F011"}


def test_a_zip_bomb_is_refused(tmp_path):
    verdict = juger_octets(tmp_path, zip_de(("a.xml", bytes(300_000_000))))
    assert verdict.codes == {"F011"}


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path):
    octets = bytearray(zip_de(("a.xml", OCTETS)))
    entete = octets.index(b"PK\x01\x02")
    octets[entete + 24 : entete + 28] = (10).to_bytes(4, "little")
    assert juger_octets(tmp_path, bytes(octets)).codes <= {"F011", "F002"}
    assert juger_octets(tmp_path, bytes(octets)).statut is Statut.REJETE


def test_a_large_text_costs_no_memory(tmp_path):
    """Spaces up to the limit, in one text: the reading stops long before its end."""
    import tracemalloc

    coupe = OCTETS.index(b"2026-0003")
    chemin = tmp_path / "flux.xml"
    with chemin.open("wb") as sortie:
        sortie.write(OCTETS[:coupe])
        for _ in range(15):
            sortie.write(b" " * 10_000_000)
        sortie.write(OCTETS[coupe:])
    tracemalloc.start()
    verdict = juger(chemin)
    _, pic = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert verdict.codes == {"F009"}
    assert pic < 20_000_000


@pytest.mark.parametrize("taille_max", [len(OCTETS), len(OCTETS) - 1])
@pytest.mark.parametrize("emballer", [bytes, gzip.compress], ids=["clair", "gzip"])
def test_the_size_limit_is_that_of_the_decompressed_file(tmp_path, taille_max, emballer):
    verdict = juger_octets(tmp_path, emballer(OCTETS), limites=Limites(taille_max=taille_max))
    assert ("F007" in verdict.codes) == (taille_max < len(OCTETS))


@pytest.mark.parametrize("forme", ["reference", "commentaires"])
@pytest.mark.parametrize("passages_max", [3, 4])
def test_the_limit_of_passages(forme, passages_max):
    verdict = juger(FORMES / f"{forme}.xml", limites=Limites(passages_max=passages_max))
    assert verdict.codes == ({"F008"} if passages_max < 4 else set())


@pytest.mark.parametrize("chemin", ["", "absent.xml", "."])
def test_a_path_that_is_no_file_is_an_os_error(tmp_path, chemin):
    with pytest.raises(OSError, match=r"."), Controle(tmp_path / chemin, aujourdhui=AUJOURDHUI) as controle:
        controle.bilan(lambda constat: None)


@pytest.mark.parametrize("pas", [97])
@pytest.mark.parametrize("forme", ["reference", "commentaires"])
def test_a_file_cut_anywhere_is_refused(tmp_path, forme, pas):
    octets = (FORMES / f"{forme}.xml").read_bytes().rstrip()
    for fin in range(1, len(octets), pas):
        verdict = juger_octets(tmp_path, octets[:fin])
        assert verdict.statut is Statut.REJETE, fin
        assert verdict.codes & {"F001", "F002", "F004", "F010"}, (fin, verdict.codes)


def test_the_place_of_a_fault_is_given_to_the_line_and_column(tmp_path):
    texte = REFERENCE.replace("MOREAU", "MOREAU & FILS", 1)
    (constat,) = juger_octets(tmp_path, texte).constats
    ligne = texte[: texte.index("& FILS")].count("\n") + 1
    colonne = texte.split("\n")[ligne - 1].index("& FILS") + 1
    assert constat.ligne == ligne
    assert abs(constat.colonne - colonne) <= 2


def test_no_text_of_the_file_goes_into_an_error_of_form(tmp_path):
    verdict = juger_octets(tmp_path, REFERENCE.replace("MOREAU", "MOREAU & &FILS;", 1))
    assert verdict.codes == {"F002"}
    assert "MOREAU" not in "".join(constat.message for constat in verdict.constats)


def occuper(octets: bytes, fois: int, avant: str = "<cpf:passageCertification>") -> bytes:
    """Put the bytes many times before the first passage."""
    place = OCTETS.index(avant.encode())
    return OCTETS[:place] + octets * fois + OCTETS[place:]


@pytest.mark.parametrize(
    "octets", [b"<cpf:passageCertification/>", b"<cpf:passageCertification></cpf:passageCertification>"]
)
def test_many_empty_passages_do_not_fill_the_memory(tmp_path, octets):
    """Each has a dozen findings: they leave as they come, a thousand passages at a time."""
    import tracemalloc

    chemin = tmp_path / "flux.xml"
    chemin.write_bytes(occuper(octets, 4_000))
    constats = 0

    def compter(_constat):
        nonlocal constats
        constats += 1

    tracemalloc.start()
    with Controle(chemin, aujourdhui=AUJOURDHUI) as controle:
        bilan = controle.bilan(compter)
    _, pic = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (bilan.passages, bilan.passages_refuses) == (4_004, 4_000)
    assert constats > 40_000
    assert pic < 20_000_000


@pytest.mark.parametrize(
    ("octets", "avant", "code"),
    [
        (b"x<cpf:passageCertification/>", "<cpf:passageCertification>", "F015"),
        (b"<a/>", "<cpf:type>", "F015"),
        (b"<cpf:idFlux>a</cpf:idFlux>", "<cpf:idFlux>", "F016"),
    ],
)
def test_findings_on_the_file_stop_at_a_limit(tmp_path, octets, avant, code):
    verdict = juger_octets(tmp_path, occuper(octets, 3_000, avant), limites=Limites(constats_max=50))
    assert verdict.statut is Statut.REJETE
    assert [constat.code for constat in verdict.constats if constat.code[0] == "F"] == [code] * 50


BOUCLES = [
    *(
        "<!--",
        "<?x ",
        "<!",
        "<![CDATA[",
        "<cpf:passageCertifications ",
        "<cpf:certification ",
        "<a",
        ">",
        '"',
    ),
    *("&amp;", "<!-- -->", "</cpf:passageCertification", "</cpf:passageCertifications", "-->", "]]>", "</"),
]


@pytest.mark.parametrize("place", ["<cpf:idFlux>", "<cpf:certification>", IDENTIFIANT, "</cpf:flux>"])
@pytest.mark.parametrize("motif", BOUCLES)
def test_a_token_repeated_ever_so_often_is_judged(tmp_path, motif, place):
    """A reading whose time grows as the square of the size would not come back from these."""
    octets = occuper(motif.encode(), 900_000 // len(motif), place)
    verdict = juger_octets(tmp_path, octets)
    try:
        etree.fromstring(octets, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        assert verdict.statut is Statut.REJETE
    else:
        assert not verdict.codes & {"F002", "F004", "F009", "F010"}


def test_many_certifications_with_comments_are_read(tmp_path):
    debut, reste = REFERENCE.split("<cpf:certification>", 1)
    premiere, _, fin = reste.partition("</cpf:certification>")
    une = f"<!-- <cpf:passageCertifications> --><cpf:certification>{premiere}</cpf:certification>"
    verdict = juger_octets(tmp_path, debut + une * 600 + fin)
    assert (verdict.passages, verdict.codes) == (1_202, {"P020"})
