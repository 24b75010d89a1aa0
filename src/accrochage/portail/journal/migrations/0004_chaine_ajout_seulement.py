"""Make the chain append-only in the database itself, by the same function as the journal."""

from django.db import migrations

CREER = """
CREATE TRIGGER journal_maillon_immuable BEFORE UPDATE OR DELETE ON journal_maillon
    FOR EACH ROW EXECUTE FUNCTION journal_ajout_seulement();
CREATE TRIGGER journal_chaine_immuable BEFORE TRUNCATE ON journal_maillon
    FOR EACH STATEMENT EXECUTE FUNCTION journal_ajout_seulement();
"""
RETIRER = """
DROP TRIGGER journal_chaine_immuable ON journal_maillon;
DROP TRIGGER journal_maillon_immuable ON journal_maillon;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_maillon")]
    operations = [migrations.RunSQL(CREER, RETIRER)]
