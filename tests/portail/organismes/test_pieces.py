"""Proofs: what is taken, what is refused, how they rest."""

import unicodedata
from datetime import timedelta

import pytest
from fabriques_pieces import BONNES, JPEG, PDF, PNG, flux, pdf
from hypothesis import example, given
from hypothesis import strategies as st

from accrochage.portail.chiffrement import Indechiffrable
from accrochage.portail.organismes import pieces
from accrochage.portail.organismes.pieces import PieceRefusee, examen, examiner, nom_sur

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
MAXIMUM = 5_000_000


def refus(octets: bytes, nom: str) -> str:
    with pytest.raises(PieceRefusee) as trouve:
        examiner(flux(octets), nom)
    return str(trouve.value)


class TestExamen:
    @pytest.mark.parametrize("nom", BONNES)
    def test_a_pdf_or_an_image_is_what_it_says(self, nom):
        fichier = flux(BONNES[nom])
        vue = examiner(fichier, nom)
        assert (vue.type.rpartition("/")[2], vue.taille) == (
            {"lettre.pdf": "pdf", "capture.Png": "png"}.get(nom, "jpeg"),
            len(BONNES[nom]),
        )
        assert len(vue.empreinte) == 64
        assert fichier.read() == BONNES[nom]

    @pytest.mark.parametrize("nom", ["lettre.exe", "lettre", "lettre.pdf.html", "pdf", "lettre.svg", ""])
    def test_other_extensions_are_refused(self, nom):
        assert refus(PDF, nom) == examen.AUTRE_TYPE

    @pytest.mark.parametrize(
        ("octets", "nom"),
        [
            (HTML, "lettre.pdf"),
            (b"MZ\x90\x00" + PDF, "lettre.pdf"),
            (b" " + PDF, "lettre.pdf"),
            (PNG, "lettre.pdf"),
            (PDF, "lettre.png"),
            (JPEG, "photo.png"),
            (b"GIF89a" + b"\x00" * 50, "photo.jpg"),
            (b"%PDF-", "court.pdf"),
            (b"\x89PNG\r\n\x1a\n", "court.png"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "dessin.png"),
        ],
    )
    def test_what_is_inside_agrees_with_the_extension(self, octets, nom):
        assert refus(octets, nom) == examen.DESACCORD

    @pytest.mark.parametrize(
        ("octets", "nom"),
        [
            (PDF[:-8], "lettre.pdf"),
            (PDF + b"PK\x03\x04 an archive behind the end" * 30, "lettre.pdf"),
            (PDF + b"x" * 2000, "lettre.pdf"),
            (JPEG[:-2], "photo.jpg"),
            (JPEG + b"PK\x03\x04", "photo.jpg"),
            (PNG[:-12], "capture.png"),
            (PNG + b"\x00", "capture.png"),
        ],
    )
    def test_a_cut_file_or_one_with_something_behind_its_end_is_refused(self, octets, nom):
        assert refus(octets, nom) == examen.INCOMPLETE

    @pytest.mark.parametrize(
        "actif",
        [
            b"<ScRiPt>alert(1)</script>",
            b"<HTML onload=x>",
            b"<?php system($_GET[1]); ?>",
            b"javascript:alert(1)",
        ],
    )
    def test_a_file_that_is_also_a_page_or_a_program_is_refused(self, actif):
        assert refus(PDF[:9] + b"% " + actif + b"\n" + PDF[9:], "lettre.pdf") == examen.ACTIVE
        assert refus(JPEG[:20] + actif + JPEG[20:], "photo.jpg") == examen.ACTIVE
        assert refus(PNG[:33] + actif + PNG[33:], "capture.png") == examen.ACTIVE

    @pytest.mark.parametrize(
        "actif",
        [
            b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
            b"/OpenAction<</S/J#61va#53cript/JS(x)>>",
            b"/A<</S/Launch/F(cmd.exe)>>",
            b"/Type/#45mbeddedFile",
            b"/Subtype/RichMedia",
        ],
    )
    def test_a_pdf_that_acts_is_refused_even_with_escaped_names(self, actif):
        assert refus(PDF.replace(b"/Type/Catalog", b"/Type/Catalog" + actif), "lettre.pdf") == examen.ACTIVE

    @pytest.mark.parametrize("decalage", range(-20, 21))
    def test_what_acts_is_seen_across_two_reads(self, decalage):
        avant = examen.MORCEAU + decalage - 9
        octets = PDF[:9] + b"%" + b"a" * (avant - 1) + b"<script>" + b"\n" + PDF[9:]
        assert refus(octets, "lettre.pdf") == examen.ACTIVE

    def test_an_empty_file_is_refused(self):
        assert refus(b"", "lettre.pdf") == examen.VIDE

    def test_the_limit_is_five_million_bytes(self):
        assert examiner(flux(pdf(MAXIMUM)), "lettre.pdf").taille == MAXIMUM
        assert refus(pdf(MAXIMUM + 1), "lettre.pdf") == examen.TROP_GROSSE

    def test_the_end_of_a_pdf_may_lie_across_two_reads(self):
        for taille in range(examen.MORCEAU - 3, examen.MORCEAU + 10):
            assert examiner(flux(pdf(taille)), "lettre.pdf").taille == taille

    @given(st.binary(max_size=400), st.sampled_from(sorted(examen.EXTENSIONS)))
    def test_bytes_at_random_are_refused_and_never_break_it(self, octets, extension):
        assert refus(octets, f"a{extension}")

    @given(st.binary(max_size=3000))
    def test_bytes_at_random_behind_a_good_head_are_read_to_the_end_or_refused(self, octets):
        try:
            vue = examiner(flux(PDF[:9] + octets), "a.pdf")
        except PieceRefusee:
            return
        assert vue.taille == 9 + len(octets)


class TestNoms:
    @pytest.mark.parametrize(
        ("envoye", "garde"),
        [
            ("lettre.pdf", "lettre.pdf"),
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\Users\\zoe\\Arrêté nº 12.PDF", "Arrêté nº 12.PDF"),
            ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
            ("photo\u202efdp.png", "photofdp.png"),
            ("  lettre \u00a0 signée .pdf ", "lettre signée.pdf"),
            ("e\u0301te\u0301.pdf", "été.pdf"),
            ('"><script>.pdf', "script.pdf"),
            (".pdf", "pdf"),
            ("..", "piece"),
            ("", "piece"),
            ("\x00\x01", "piece"),
            ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
            ("piece." + "a" * 300, "a" * 120),
        ],
    )
    def test_a_name_keeps_what_is_readable(self, envoye, garde):
        assert nom_sur(envoye) == garde

    @given(st.text(max_size=300))
    @example("/".join("ab"))
    def test_no_name_can_act_on_a_screen_a_header_or_a_disk(self, nom):
        garde = nom_sur(nom)
        assert 0 < len(garde) <= 120
        assert not set(garde) & set('/\\<>:"|?*\r\n\x00')
        assert not {unicodedata.category(c) for c in garde} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert garde == garde.strip(". ")

    @given(st.text(max_size=300))
    def test_a_kept_name_is_kept_again(self, nom):
        assert nom_sur(nom_sur(nom)) == nom_sur(nom)


@pytest.mark.usefixtures("pieces_a_part")
class TestRepos:
    def test_it_rests_encrypted_under_a_name_of_ours(self, pieces_a_part):
        nom = pieces.ecrire("departs", flux(PDF))
        au_repos = (pieces_a_part / nom).read_bytes()
        assert b"PDF" not in au_repos
        assert nom.startswith("departs/")
        assert pieces.ouvrir(nom).read() == PDF

    def test_a_changed_byte_is_noticed(self, pieces_a_part):
        nom = pieces.ecrire("departs", flux(PDF))
        chemin = pieces_a_part / nom
        octets = bytearray(chemin.read_bytes())
        octets[-20] ^= 1
        chemin.write_bytes(octets)
        with pytest.raises(Indechiffrable):
            pieces.ouvrir(nom).read()

    def test_what_is_no_file_of_ours_is_not_opened(self, pieces_a_part):
        nom = pieces.ecrire("departs", flux(PDF))
        (pieces_a_part / nom).write_bytes(PDF)
        with pytest.raises(Indechiffrable):
            pieces.ouvrir(nom)

    def test_erasing_twice_is_fine(self):
        nom = pieces.ecrire("departs", flux(PDF))
        pieces.effacer(nom)
        pieces.effacer(nom)
        with pytest.raises(FileNotFoundError):
            pieces.ouvrir(nom)

    def test_orphans_are_the_old_files_that_nothing_refers_to(self, horloge):
        connu, perdu = (pieces.ecrire("departs", flux(PDF)) for _ in range(2))
        assert pieces.orphelines("departs", {connu}) == []
        horloge.shift(timedelta(days=1, minutes=1))
        assert pieces.orphelines("departs", {connu}) == [perdu]
        assert pieces.orphelines("autre", set()) == []
