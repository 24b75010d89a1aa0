"""What an invited person types."""

from __future__ import annotations

from django import forms

from accrochage.portail.comptes.formulaires import champ_mot_de_passe


class AccepterForm(forms.Form):
    """The password of a new login, and the conditions of use."""

    mot_de_passe = champ_mot_de_passe(label="Mot de passe", nouveau=True)
    mot_de_passe.error_messages["required"] = "Choisissez un mot de passe."
    cgu = forms.BooleanField(
        label="J’accepte les conditions d’utilisation",
        error_messages={"required": "Acceptez les conditions d’utilisation pour rejoindre le compte."},
    )
