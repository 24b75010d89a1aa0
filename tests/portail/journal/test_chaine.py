"""The chain of seals: what it holds, and what it shows when somebody meddles with the journal."""

from __future__ import annotations

import io
import json
import re
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from accrochage.portail.journal import chaine
from accrochage.portail.journal.chaine import ORIGINE, sceller
from accrochage.portail.journal.models import Entree, Maillon
from accrochage.portail.journal.services import noter
from accrochage.portail.journal.verification import Faute, Nature, Tete, tete_actuelle, verifier

pytestmark = pytest.mark.django_db


def remplir(nombre: int) -> list[Entree]:
    return [
        noter(action="essai.fait", objet=f"essai:{n}", details={"é": n, "b": [1.5, None]})
        for n in range(nombre)
    ]


@pytest.fixture
def meddler(db):
    """Run an order as somebody who owns the tables: triggers and constraints do not stop them."""

    def executer(ordre: str, *valeurs: object) -> None:
        with connection.cursor() as curseur:
            curseur.execute("SET LOCAL session_replication_role = replica")
            curseur.execute(ordre, valeurs)
            curseur.execute("SET LOCAL session_replication_role = origin")

    yield executer
    # Django looks at the foreign keys when the test is over.
    executer("DELETE FROM journal_maillon WHERE entree_id NOT IN (SELECT id FROM journal_entree)")


def natures(bilan) -> list[tuple[Nature, int | None]]:
    return [(faute.nature, faute.rang) for faute in bilan.fautes]


class TestSceller:
    def test_entries_are_chained_in_order_and_once(self):
        entrees = remplir(5)
        assert sceller() == 5
        assert sceller() == 0
        assert list(Maillon.objects.values_list("rang", "entree_id")) == [
            (rang, e.pk) for rang, e in enumerate(entrees, start=1)
        ]

    def test_the_chain_goes_on_where_it_was(self):
        remplir(2)
        sceller()
        remplir(3)
        assert sceller() == 3
        assert verifier().entier
        assert tete_actuelle().rang == 5

    def test_several_batches_make_one_chain(self, monkeypatch):
        monkeypatch.setattr(chaine, "LOT", 3)
        remplir(8)
        assert sceller() == 8
        assert verifier().sceaux == 8

    def test_the_work_can_be_bounded(self, monkeypatch):
        monkeypatch.setattr(chaine, "LOT", 2)
        remplir(7)
        assert sceller(maximum=4) == 4
        assert sceller() == 3

    def test_an_entry_that_was_committed_late_is_sealed_after_the_others(self):
        premiere, *autres = remplir(3)
        chaine._ecrire(
            list(Entree.objects.exclude(pk=premiere.pk).order_by("id").values_list(*chaine.CHAMPS)),
            0,
            ORIGINE,
        )
        assert sceller() == 1
        assert list(Maillon.objects.values_list("entree_id", flat=True)) == [
            *(e.pk for e in autres),
            premiere.pk,
        ]
        assert verifier().entier

    def test_one_that_is_very_late_waits_for_the_command(self, horloge):
        premiere, *_ = remplir(3)
        chaine._ecrire(
            list(Entree.objects.exclude(pk=premiere.pk).order_by("id").values_list(*chaine.CHAMPS)),
            0,
            ORIGINE,
        )
        horloge.shift(3 * 24 * 3600)
        assert sceller() == 0
        assert natures(verifier()) == [(Nature.EN_RETARD, None)]
        call_command("journal", "sceller", stdout=io.StringIO())
        assert verifier().entier

    def test_the_seal_needs_the_key(self, settings):
        remplir(1)
        sceller()
        avant = tete_actuelle().empreinte
        assert re.fullmatch(r"[0-9a-f]{64}", avant)
        settings.CLE_EMPREINTE = b"x" * 32
        assert natures(verifier()) == [(Nature.ALTEREE, 1)]

    def test_the_database_refuses_to_change_the_chain(self):
        remplir(1)
        sceller()
        for ordre in ("UPDATE journal_maillon SET rang = 9", "DELETE FROM journal_maillon"):
            with pytest.raises(ProgrammingError, match="ne se modifie pas"), transaction.atomic():
                connection.cursor().execute(ordre)

    def test_thousands_of_entries_cost_a_few_queries(self, django_assert_max_num_queries):
        Entree.objects.bulk_create(Entree(action="essai.fait") for _ in range(3_000))
        with django_assert_max_num_queries(25):
            assert sceller() == 3_000


class TestApresLaTransaction:
    def test_all_the_entries_of_a_transaction_are_sealed_once(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True) as rappels:
            remplir(4)
        assert len(rappels) == 1
        assert Maillon.objects.count() == 4

    def test_what_is_rolled_back_is_not_sealed(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True) as rappels:
            with transaction.atomic():
                noter(action="essai.fait")
                transaction.set_rollback(True)
            noter(action="essai.fait")
        assert len(rappels) == 1
        assert Maillon.objects.count() == Entree.objects.count() == 1

    def test_the_act_does_not_suffer_when_the_seal_fails(
        self, django_capture_on_commit_callbacks, monkeypatch
    ):
        monkeypatch.setattr(chaine, "_ecrire", lambda *_: 1 / 0)
        with django_capture_on_commit_callbacks(execute=True) as rappels:
            noter(action="essai.fait")
        assert len(rappels) == 1
        assert (Entree.objects.count(), Maillon.objects.count()) == (1, 0)


class TestVerifier:
    @pytest.fixture(autouse=True)
    def _cinq(self):
        self.entrees = remplir(5)
        sceller()

    def test_a_whole_journal(self):
        remplir(2)
        bilan = verifier()
        assert bilan.entier
        assert (bilan.entrees, bilan.sceaux, bilan.en_attente) == (7, 5, 2)
        assert bilan.tete == tete_actuelle()

    @pytest.mark.parametrize(
        "changement",
        [
            "action = 'essai.autre'",
            "acteur = 'utilisateur:9'",
            "objet = ''",
            "compte = 'compte:9'",
            "adresse = '10.0.0.9'",
            "resultat = 'REFUS'",
            "horodatage = horodatage + interval '1 microsecond'",
            "details = details || '{\"b\": []}'",
        ],
    )
    def test_a_changed_entry_shows_whatever_was_changed(self, meddler, changement):
        meddler(f"UPDATE journal_entree SET {changement} WHERE id = %s", self.entrees[2].pk)
        assert verifier().fautes == [Faute(Nature.ALTEREE, 3, self.entrees[2].pk)]

    def test_a_removed_entry_shows(self, meddler):
        meddler("DELETE FROM journal_entree WHERE id = %s", self.entrees[1].pk)
        assert verifier().fautes == [Faute(Nature.SANS_ENTREE, 2, self.entrees[1].pk)]

    def test_an_entry_removed_with_its_seal_shows(self, meddler):
        meddler("DELETE FROM journal_maillon WHERE rang = 2")
        meddler("DELETE FROM journal_entree WHERE id = %s", self.entrees[1].pk)
        assert verifier().fautes == [Faute(Nature.RUPTURE, 2, None)]

    def test_closing_the_ranks_does_not_hide_it(self, meddler):
        meddler("DELETE FROM journal_maillon WHERE rang = 2")
        meddler("DELETE FROM journal_entree WHERE id = %s", self.entrees[1].pk)
        for rang in (3, 4, 5):
            meddler("UPDATE journal_maillon SET rang = rang - 1 WHERE rang = %s", rang)
        assert natures(verifier()) == [(Nature.ALTEREE, rang) for rang in (2, 3, 4)]

    def test_two_entries_that_change_places_show(self, meddler):
        un, deux = self.entrees[0].pk, self.entrees[1].pk
        meddler("UPDATE journal_maillon SET entree_id = -1 WHERE rang = 1")
        meddler("UPDATE journal_maillon SET entree_id = %s WHERE rang = 2", un)
        meddler("UPDATE journal_maillon SET entree_id = %s WHERE rang = 1", deux)
        assert natures(verifier()) == [(Nature.ALTEREE, 1), (Nature.ALTEREE, 2)]

    def test_a_rewritten_seal_shows(self, meddler):
        meddler("UPDATE journal_maillon SET empreinte = %s WHERE rang = 3", "0" * 64)
        assert natures(verifier()) == [(Nature.ALTEREE, 3), (Nature.ALTEREE, 4)]

    def test_a_slipped_in_entry_without_a_seal_shows_after_ten_minutes(self, horloge):
        slipped = noter(action="essai.fait")
        assert verifier().entier
        horloge.shift(601)
        assert verifier().fautes == [Faute(Nature.EN_RETARD, None, slipped.pk)]

    def test_cutting_the_end_shows_against_a_head_noted_elsewhere(self, meddler):
        notee = tete_actuelle()
        meddler("DELETE FROM journal_maillon WHERE rang > 3")
        meddler("DELETE FROM journal_entree WHERE id > %s", self.entrees[2].pk)
        assert verifier().entier
        assert natures(verifier(depuis=notee)) == [(Nature.TETE, 5)]

    def test_making_the_chain_anew_shows_against_a_head_noted_elsewhere(self, meddler):
        notee = tete_actuelle()
        meddler("UPDATE journal_entree SET objet = '' WHERE id = %s", self.entrees[0].pk)
        meddler("DELETE FROM journal_maillon")
        sceller()
        assert verifier().entier
        assert natures(verifier(depuis=notee)) == [(Nature.TETE, 5)]

    def test_from_a_head_only_what_follows_is_computed(self, meddler):
        notee = tete_actuelle()
        remplir(2)
        sceller()
        bilan = verifier(depuis=notee)
        assert bilan.entier
        assert bilan.sceaux == 2
        meddler("UPDATE journal_entree SET objet = '' WHERE id = %s", self.entrees[0].pk)
        assert verifier(depuis=notee).entier
        assert not verifier(depuis=Tete(0, ORIGINE)).entier

    def test_faults_are_counted_exactly_and_the_first_are_listed(self, meddler):
        remplir(150)
        sceller()
        meddler("UPDATE journal_entree SET objet = 'x'")
        bilan = verifier()
        assert bilan.nombre_de_fautes == 155
        assert len(bilan.fautes) == 100

    def test_progress_is_told(self, monkeypatch):
        monkeypatch.setattr("accrochage.portail.journal.verification.LOT", 2)
        dits: list[int] = []
        verifier(progres=dits.append)
        assert dits == [2, 4]


class TestCommande:
    def lancer(self, *arguments: str) -> tuple[int, str]:
        sortie = io.StringIO()
        try:
            call_command("journal", *arguments, stdout=sortie, stderr=io.StringIO())
        except SystemExit as fin:
            return int(fin.code or 0), sortie.getvalue()
        return 0, sortie.getvalue()

    def test_it_says_the_journal_is_whole_and_which_head_to_note(self):
        remplir(3)
        sceller()
        code, texte = self.lancer("verifier")
        assert code == 0
        assert texte.startswith("Le journal est entier.")
        assert f"3:{tete_actuelle().empreinte}" in texte

    def test_it_ends_with_1_and_names_the_fault(self, meddler):
        entree = remplir(3)[1]
        sceller()
        meddler("DELETE FROM journal_entree WHERE id = %s", entree.pk)
        code, texte = self.lancer("verifier")
        assert code == 1
        assert "n’est pas entier" in texte
        assert f"rang 2\u00a0: l’entrée {entree.pk} a disparu" in texte

    def test_it_speaks_json(self):
        remplir(2)
        sceller()
        notee = tete_actuelle()
        code, texte = self.lancer(
            "verifier", "--format", "json", "--depuis", f"{notee.rang}:{notee.empreinte.upper()}"
        )
        lu = json.loads(texte)
        assert code == 0
        assert lu["entier"] is True
        assert lu["tete"] == {"rang": 2, "empreinte": notee.empreinte}
        assert lu["fautes"] == []

    def test_each_check_is_in_the_journal(self):
        remplir(1)
        self.lancer("verifier")
        entree = Entree.objects.get(action="journal.verifie")
        assert (entree.acteur, entree.resultat) == ("commande:journal", "SUCCES")

    @pytest.mark.parametrize("tete", ["12", "x:y", "1:abc", ":" + "0" * 64])
    def test_a_head_that_is_none_is_refused(self, tete):
        with pytest.raises(CommandError, match="RANG:EMPREINTE"):
            self.lancer("verifier", "--depuis", tete)


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_sealers_at_once_leave_one_whole_chain():
    fils, chacun = 6, 15

    def ecrire() -> None:
        try:
            for _ in range(chacun):
                with transaction.atomic():
                    noter(action="essai.fait", acteur=threading.current_thread().name)
        finally:
            connection.close()

    travail = [threading.Thread(target=ecrire) for _ in range(fils)]
    for fil in travail:
        fil.start()
    for fil in travail:
        fil.join()
    sceller()
    assert Maillon.objects.count() == Entree.objects.count() == fils * chacun
    assert list(Maillon.objects.values_list("rang", flat=True)) == list(range(1, fils * chacun + 1))
    bilan = verifier()
    assert bilan.entier
    assert bilan.en_attente == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_sealed_at_once_even_outside_a_transaction():
    entree = noter(action="essai.fait")
    assert Maillon.objects.get().entree_id == entree.pk
    assert timezone.now() >= entree.horodatage
