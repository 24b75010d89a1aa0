"""What somebody writes to the operator from the help."""

from __future__ import annotations

from django import forms

from accrochage.portail.web.demande.forms import champs_de_personne


def champ_de_message(libelle: str) -> forms.CharField:
    """A text of some length."""
    return forms.CharField(
        label=libelle,
        max_length=4000,
        error_messages={
            "required": "Écrivez votre message.",
            "max_length": "Le message compte 4\N{NO-BREAK SPACE}000 caractères au plus.",
        },
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class QuestionForm(forms.Form):
    """A question, from somebody who is logged in."""

    sujet = forms.CharField(
        label="Sujet",
        max_length=150,
        error_messages={"required": "Indiquez le sujet en quelques mots."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    texte = champ_de_message("Votre question")


class QuestionDeVisiteurForm(QuestionForm):
    """The same, from a visitor. ``site`` is a trap: people do not see it, robots fill it."""

    prenom, nom, email = champs_de_personne("La réponse vous y est annoncée.")
    site = forms.CharField(
        label="Laissez ce champ vide",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    field_order = ("prenom", "nom", "email", "sujet", "texte", "site")


class MessageForm(forms.Form):
    """One more message."""

    texte = champ_de_message("Votre message")
