"""Number contracts by sequence (unique under concurrency) and keep matricules for ever."""

import django.utils.timezone
from django.db import migrations, models

CREER = """
CREATE SEQUENCE organismes_contrat_certificateur AS integer MINVALUE 1 MAXVALUE 999999 NO CYCLE;
CREATE SEQUENCE organismes_contrat_deposant AS integer MINVALUE 1 MAXVALUE 999999 NO CYCLE;
CREATE FUNCTION organismes_matricule_pour_toujours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'un matricule attribué le reste (% refusé)', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER organismes_matricule_immuable BEFORE UPDATE OR DELETE ON organismes_matriculeattribue
    FOR EACH ROW EXECUTE FUNCTION organismes_matricule_pour_toujours();
"""
RETIRER = """
DROP TRIGGER organismes_matricule_immuable ON organismes_matriculeattribue;
DROP FUNCTION organismes_matricule_pour_toujours();
DROP SEQUENCE organismes_contrat_deposant;
DROP SEQUENCE organismes_contrat_certificateur;
"""


class Migration(migrations.Migration):
    dependencies = [("organismes", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="MatriculeAttribue",
            fields=[
                ("matricule", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("attribue_le", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"ordering": ["matricule"]},
        ),
        migrations.RunSQL(CREER, RETIRER),
    ]
