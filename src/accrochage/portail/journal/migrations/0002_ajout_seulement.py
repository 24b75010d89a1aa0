"""Make the journal append-only in the database itself.

UPDATE, DELETE and TRUNCATE are refused by trigger, whoever asks. TRUNCATE is let through in
databases named ``test_…`` alone, which is how Django names the ones it creates for tests: it
empties them between transactional tests. The owner of the table can still drop the triggers;
in production the portal's role should not own it (see the operator's guide).
"""

from django.db import migrations

CREER = """
CREATE FUNCTION journal_ajout_seulement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND starts_with(current_database(), 'test_') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'le journal ne se modifie pas (% refusé)', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER journal_ligne_immuable BEFORE UPDATE OR DELETE ON journal_entree
    FOR EACH ROW EXECUTE FUNCTION journal_ajout_seulement();
CREATE TRIGGER journal_table_immuable BEFORE TRUNCATE ON journal_entree
    FOR EACH STATEMENT EXECUTE FUNCTION journal_ajout_seulement();
"""
RETIRER = """
DROP TRIGGER journal_table_immuable ON journal_entree;
DROP TRIGGER journal_ligne_immuable ON journal_entree;
DROP FUNCTION journal_ajout_seulement();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(CREER, RETIRER)]
