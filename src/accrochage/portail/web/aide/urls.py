"""Addresses of the help."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.aide import questions, views

app_name = "aide"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("se-faire-connaitre/", views.page, {"nom": "se_faire_connaitre"}, name="se_faire_connaitre"),
    path("preparer/", views.page, {"nom": "preparer"}, name="preparer"),
    path("s-inscrire/", views.page, {"nom": "s_inscrire"}, name="s_inscrire"),
    path("deposer-et-suivre/", views.page, {"nom": "deposer_et_suivre"}, name="deposer_et_suivre"),
    path("questions-frequentes/", views.frequentes, name="faq"),
    path("contact/", questions.contact, name="contact"),
    path("contact/envoye/", questions.envoye, name="contact_envoye"),
    path("contact/lien/<str:jeton>/", questions.lien, name="question_lien"),
    path("contact/confirmer/", questions.confirmer, name="question_confirmer"),
    path("contact/suivre/", questions.suivre, name="question_suivre"),
    path("contact/ma-question/", questions.ma_question, name="ma_question"),
    path("regles/", views.regles, name="regles"),
    path("regles/<str:code>/", views.regle, name="regle"),
    path("dictionnaire/", views.dictionnaire, name="dictionnaire"),
    path("schemas/flux-<str:version>.xsd", views.schema, name="schema"),
]
